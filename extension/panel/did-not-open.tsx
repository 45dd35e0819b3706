import { pick } from '@tend/shared/copy/copy'
import { panelCopy } from '@tend/shared/copy/panel'
import { chosenLanguage, uiLanguage } from '../call/worker/settings.ts'
import { Button } from './parts/controls.tsx'

/** This stands in place of the panel when it could not be opened. It needs nothing of this device, as that may not be readable. */
export function DidNotOpen() {
  const language = chosenLanguage({ language: null }, uiLanguage())
  const { didNotOpen, reach } = pick(panelCopy, language)
  return (
    <main className="covered" lang={language}>
      <h1 className="quiet">{didNotOpen.title}</h1>
      <p className="soft">{didNotOpen.kept}</p>
      <Button onClick={() => location.reload()}>{reach.again}</Button>
    </main>
  )
}
