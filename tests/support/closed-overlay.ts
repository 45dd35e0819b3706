import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Browser, startChromium } from './chromium.ts'

/** The build that people install. */
const built = join(import.meta.dirname, '../../extension/.output/chrome-mv3')

/** A page on a site that the extension knows. The page itself is ours, and no network is asked. */
export const address = 'https://meet.jit.si/AQuietRoomNobodyElseKnows'
export const title = 'The page has a title of its own'

/** A call within one page, as a site's own script makes it. The page also watches for anything strange. */
export const page = `<!doctype html><html lang="en"><title>${title}</title><body><div class="toolbox" id="chat">Words of the meeting</div><script>
window.events = []
const dispatch = EventTarget.prototype.dispatchEvent
for (const target of [window, document]) for (const name of ['message', 'wxt:content-script-started', 'tend:sensed', 'tend:offer', 'tend:ask', 'tend:ours', 'tend:bridge', 'tend:overlay', 'said']) target.addEventListener(name, (e) => window.events.push([name, JSON.stringify(e.data ?? e.detail)]))
window.call = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const [a, b] = window.ends = [new RTCPeerConnection(), new RTCPeerConnection()]
  a.onicecandidate = (e) => e.candidate && b.addIceCandidate(e.candidate)
  b.onicecandidate = (e) => e.candidate && a.addIceCandidate(e.candidate)
  for (const end of window.ends) for (const track of stream.getTracks()) end.addTrack(track, stream)
  await a.setLocalDescription(); await b.setRemoteDescription(a.localDescription)
  await b.setLocalDescription(); await a.setRemoteDescription(b.localDescription)
}
window.share = () => navigator.mediaDevices.getDisplayMedia({ video: true }).then((s) => { window.shared = s })
</script></body></html>`

type Node = {
  backendNodeId: number
  nodeName: string
  nodeValue?: string
  attributes?: string[]
  children?: Node[]
  shadowRoots?: (Node & { shadowRootType: string })[]
}

async function overlayIn(inside: CDPSession): Promise<Node | undefined> {
  const { root } = (await inside.send('DOM.getDocument', { depth: -1, pierce: true })) as unknown as { root: Node }
  const find = (node: Node): Node | undefined =>
    node.nodeName === 'TEND-OVERLAY'
      ? node
      : (node.children ?? []).reduce<Node | undefined>((found, child) => found ?? find(child), undefined)
  return find(root)
}

/** All words within a node, closed or not. */
export const wordsOf = (node: Node | undefined): string =>
  [node?.nodeValue ?? '', ...[...(node?.children ?? []), ...(node?.shadowRoots ?? [])].map(wordsOf)].join(' ')

/** Presses a button of the closed overlay as a person does: with the mouse, where the browser says it stands. */
async function pressIn(tab: Page, inside: CDPSession, label: string): Promise<void> {
  const named = (node: Node): Node | undefined =>
    node.nodeName === 'BUTTON' && (node.attributes?.includes(label) || wordsOf(node).trim() === label)
      ? node
      : [...(node.children ?? []), ...(node.shadowRoots ?? [])].reduce<Node | undefined>((found, child) => found ?? named(child), undefined)
  let button: Node | undefined
  await expect
    .poll(
      async () => {
        const host = await overlayIn(inside)
        button = host && named(host)
        return button !== undefined
      },
      { message: label },
    )
    .toBe(true)
  const { model } = await inside.send('DOM.getBoxModel', { backendNodeId: button?.backendNodeId ?? 0 })
  const [left = 0, top = 0, , , right = 0, bottom = 0] = model.content
  await tab.mouse.click((left + right) / 2, (top + bottom) / 2)
}

/** A tab with the page in it, in a browser with the extension as people have it: its overlay is closed to pages, and to tests. */
export type ClosedTab = {
  browser: Browser
  tab: Page
  /** The overlay as the browser itself sees it, closed or not. */
  overlay: () => Promise<Node | undefined>
  press: (label: string) => Promise<void>
}

/** Opens such a tab. The caller closes the browser. */
export async function openClosedTab(): Promise<ClosedTab> {
  if (!existsSync(built)) throw new Error('Build the extension first: npm run build:extension')
  const browser = await startChromium({ extension: built })
  await browser.worker()
  await browser.context.route('https://meet.jit.si/**', (route) => route.fulfill({ contentType: 'text/html', body: page }))
  const tab = await browser.context.newPage()
  await tab.goto(address)
  const inside = await browser.context.newCDPSession(tab)
  return { browser, tab, overlay: () => overlayIn(inside), press: (label) => pressIn(tab, inside, label) }
}
