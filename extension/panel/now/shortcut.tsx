import { panelNowCopy } from '@tend/shared/copy/panel-now'
import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import { Button } from '../parts/controls.tsx'
import { useCopy } from '../use-panel.ts'

/** The key for "something landed hard" as the browser has it now, and the way to another one. */
export function Shortcut() {
  const t = useCopy(panelNowCopy)
  const shortcut = useShortcut()
  if (shortcut === null) return null
  return (
    <>
      <h3>{t.key}</h3>
      <p>
        {shortcut && <kbd>{shortcut}</kbd>} {shortcut ? t.keyDoes : t.keyNone}
      </p>
      <p className="hint">{t.keyChange}</p>
      <Button onClick={() => void openShortcuts()}>{t.keyOpen}</Button>
    </>
  )
}

/** The key; empty where none is set, null until the browser has said it. A person who comes back from changing it sees the new one. */
function useShortcut(): string | null {
  const [shortcut, set] = useState<string | null>(null)
  useEffect(() => {
    const look = () => void browser.commands.getAll().then((all) => set(all.find(({ name }) => name === 'landed-hard')?.shortcut ?? ''))
    look()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [])
  return shortcut
}

/** Opens the browser's own page of extension shortcuts. Firefox opens it itself, Chromium by its address. */
async function openShortcuts(): Promise<void> {
  const commands = browser.commands as { openShortcutSettings?: () => Promise<void> }
  if (commands.openShortcutSettings) await commands.openShortcutSettings()
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' })
}
