import { pick } from '@tend/shared/copy/copy'
import { panelCopy } from '@tend/shared/copy/panel'
import { chosenLanguage, uiLanguage } from '../call/worker/settings.ts'
import { Button } from './parts/controls.tsx'

/** In place of the panel when it could not be opened: what is known of this device may not be readable, so it needs none of it. */
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
