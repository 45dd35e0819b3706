import '../../look/tokens.css'
import '../../panel/panel.css'
import { createRoot } from 'react-dom/client'
import { App } from '../../panel/app.tsx'
import { connectToCalls } from '../../panel/calls-port.ts'
import { openPanel } from '../../panel/open.ts'
import { PanelContext } from '../../panel/use-panel.ts'

const root = document.getElementById('root')
if (root) {
  const panel = await openPanel()
  createRoot(root).render(
    <PanelContext value={{ panel, sayToCall: connectToCalls(panel) }}>
      <App />
    </PanelContext>,
  )
}
