import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'

/** A call site of our own on this machine: two pages that call each other through a tiny signalling server. */
export type CallSite = { origin: string; address: (side: 'a' | 'b', query?: string) => string; close: () => Promise<void> }

/** Starts the site. What one side posts, the other side gets, in order. */
export async function startCallSite(): Promise<CallSite> {
  const boxes: Record<string, string[]> = { a: [], b: [] }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const [, kind, side = ''] = pathname.split('/')
    if (kind === 'signal' && request.method === 'POST') boxes[side === 'a' ? 'b' : 'a']?.push(await text(request))
    const body = kind === 'signal' ? (request.method === 'GET' ? `[${boxes[side]?.splice(0).join(',')}]` : '{}') : page
    response.setHeader('content-type', kind === 'signal' ? 'application/json' : 'text/html; charset=utf-8').end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    address: (side, query = '') => `${origin}/call/${side}${query}`,
    close: () => new Promise((closed) => void server.close(() => closed()).closeAllConnections()),
  }
}

/** Presses a button of the call page. */
export async function press(page: Page, id: 'join' | 'share' | 'unshare' | 'leave'): Promise<void> {
  await page.locator(`#${id}`).click()
}

/** The call page: plain WebRTC as call sites use it, with nothing of Tend in it. */
const page = /* html */ `<!doctype html><html lang="en"><meta charset="utf-8"><title>A call</title>
<style>body{margin:0;min-height:100vh;font:15px system-ui;background:#202124;color:#eee;display:grid;place-items:center}
main{display:flex;gap:16px}.tile{width:420px;height:300px;border-radius:12px;background:#3c4043;display:grid;place-items:center;font-size:44px}
.tile span{width:112px;height:112px;border-radius:50%;background:#5f6368;display:grid;place-items:center}
footer{position:fixed;inset:auto 0 20px;display:flex;gap:8px;justify-content:center}button{min-height:40px;padding:0 16px;border-radius:20px;border:0}</style>
<main><div class="tile"><span>A</span></div><div class="tile"><span>N</span></div></main>
<footer><button id="join">Join</button><button id="share">Share</button><button id="unshare">Stop sharing</button><button id="leave">Leave</button></footer>
<input id="typed" aria-label="Chat" style="position:fixed;top:8px;left:8px">
<script type="module">
const side = location.pathname.split('/')[2]
let pc = null, shared = null, timer = null
window.heard = []
for (const name of ['keydown', 'keyup', 'keypress', 'input', 'beforeinput', 'paste'])
  for (const capture of [true, false]) window.addEventListener(name, (e) => window.heard.push([name, e.key ?? e.data ?? '', e.target.tagName ?? '']), capture)
window.asked = []
const send = (m) => fetch('/signal/' + side, { method: 'POST', body: JSON.stringify(m) })
async function take(m) {
  if (m.sdp) { await pc.setRemoteDescription(m.sdp); if (m.sdp.type === 'offer') { await pc.setLocalDescription(); send({ sdp: pc.localDescription }) } }
  else if (m.ice) await pc.addIceCandidate(m.ice).catch(() => {})
}
async function join() {
  pc = new RTCPeerConnection()
  pc.onicecandidate = ({ candidate }) => candidate && send({ ice: candidate })
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  for (const track of stream.getTracks()) pc.addTrack(track, stream)
  if (side === 'a') { await pc.setLocalDescription(); send({ sdp: pc.localDescription }) }
  timer = setInterval(async () => { for (const m of await (await fetch('/signal/' + side)).json()) await take(m) }, 100)
}
async function share() {
  const asking = navigator.mediaDevices.getDisplayMedia({ video: true })
  window.asked.push({ view: document.querySelector('tend-overlay')?.dataset.view ?? null, text: document.querySelector('tend-overlay')?.shadowRoot?.textContent ?? null })
  shared = await asking
}
document.querySelector('#join').onclick = join
document.querySelector('#share').onclick = share
document.querySelector('#unshare').onclick = () => shared?.getTracks().forEach((t) => t.stop())
document.querySelector('#leave').onclick = () => { clearInterval(timer); pc?.close(); pc = null }
window.state = () => pc?.connectionState ?? 'none'
</script></html>`
