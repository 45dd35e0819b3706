import { listInWords } from '@tend/shared/copy/copy'
import { ownHostsCopy } from '@tend/shared/copy/rehearse'
import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import { readAddress } from '../../api/address.ts'
import { askForHost, forgetHost, hostOf, ownHosts } from '../../call/worker/own-hosts.ts'
import { REHEARSAL } from '../../call/worker/speed.ts'
import { platforms } from '../../platforms/registry.ts'
import { Button, TextField } from '../parts/controls.tsx'
import { useCopy, usePanel, usePanelContext } from '../use-panel.ts'

/** `npm start` listens here unless it is told otherwise. */
const usual = 'http://127.0.0.1:8787'

/** Tend looks for calls on the sites it knows, and on the hosts the person granted one by one. */
export function OwnHosts() {
  const t = useCopy(ownHostsCopy)
  const language = usePanel((state) => state.language)
  const [patterns, reload] = useOwnHosts()
  const sites = platforms.filter(({ hosts }) => hosts.length > 0).map(({ name }) => name)
  return (
    <section aria-labelledby="own-hosts">
      <h2 id="own-hosts">{t.heading}</h2>
      <p className="soft">{t.known(listInWords(language, sites))}</p>
      <Rehearse />
      <Another added={reload} />
      {patterns.length > 0 && <Granted patterns={patterns} changed={reload} />}
    </section>
  )
}

function useOwnHosts(): [string[], () => void] {
  const [patterns, set] = useState<string[]>([])
  const reload = () => void ownHosts().then(set)
  useEffect(reload, [])
  return [patterns, reload]
}

/** Opens the rehearsal of the paired server, or of this machine. Scripts stand there before the page loads. */
function Rehearse() {
  const { panel } = usePanelContext()
  const t = useCopy(ownHostsCopy)
  const server = usePanel(({ standing }) => (standing && 'server' in standing ? standing.server : usual))
  const address = `${server}${REHEARSAL}`
  const open = async () => {
    if (await askForHost(address)) await browser.tabs.create({ url: address })
    else panel.setState({ said: t.problems.refused })
  }
  return (
    <>
      <p className="hint">{t.rehearseHint(address)}</p>
      <Button onClick={() => void open()}>{t.rehearse}</Button>
    </>
  )
}

function Another({ added }: { added: () => void }) {
  const { panel } = usePanelContext()
  const t = useCopy(ownHostsCopy)
  const [typed, type] = useState('')
  const [problem, set] = useState<keyof typeof t.problems | null>(null)
  const look = async () => {
    const read = readAddress(typed)
    if ('refused' in read) return set(read.refused)
    if (!(await askForHost(read.origin))) return set('refused')
    panel.setState({ said: t.looking(hostOf(read.origin)) })
    set(null)
    type('')
    added()
  }
  return (
    <>
      <TextField
        label={t.other}
        hint={t.otherHint}
        problem={problem && t.problems[problem]}
        value={typed}
        set={(value) => {
          type(value)
          set(null)
        }}
        plain
      />
      <Button onClick={() => void look()}>{t.look}</Button>
    </>
  )
}

function Granted({ patterns, changed }: { patterns: readonly string[]; changed: () => void }) {
  const { panel } = usePanelContext()
  const t = useCopy(ownHostsCopy)
  const stop = async (pattern: string) => {
    await forgetHost(pattern)
    panel.setState({ said: t.stopped(hostOf(pattern)) })
    changed()
  }
  return (
    <>
      <h3>{t.list}</h3>
      <ul className="list rows">
        {patterns.map((pattern) => (
          <li key={pattern}>
            {hostOf(pattern)}{' '}
            <Button look="text" aria-label={t.stopLong(hostOf(pattern))} onClick={() => void stop(pattern)}>
              {t.stop}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
