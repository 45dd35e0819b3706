import '../../look/tokens.css'
import '../../panel/panel.css'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { stillWhilePressed } from '../../look/press.ts'
import { App } from '../../panel/app.tsx'
import { connectToCalls } from '../../panel/calls-port.ts'
import { DidNotOpen } from '../../panel/did-not-open.tsx'
import { openPanel } from '../../panel/open.ts'
import { panelMayNotWait } from '../../panel/store.ts'
import { PanelContext } from '../../panel/use-panel.ts'

const root = document.getElementById('root')
if (root) createRoot(root).render(await open().catch(() => <DidNotOpen />))

async function open(): Promise<ReactNode> {
  const panel = await openPanel()
  const drawn = stillWhilePressed(panel, window, panelMayNotWait)
  return (
    <PanelContext value={{ panel, drawn, sayToCall: connectToCalls(panel) }}>
      <App />
    </PanelContext>
  )
}
