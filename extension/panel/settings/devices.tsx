import { dayInWords, numberInWords } from '@tend/shared/copy/copy'
import { panelCopy } from '@tend/shared/copy/panel'
import { panelSettingsCopy } from '@tend/shared/copy/panel-settings'
import { useState } from 'react'
import { askToForget } from '../../api/panel-asks.ts'
import { Confirm, TroubleAlert } from '../parts/asks.tsx'
import { Button } from '../parts/controls.tsx'
import { useWrite } from '../parts/trouble.ts'
import { useCopy, useLoaded, usePanel } from '../use-panel.ts'

/** The person's devices. They can pair another one, revoke one, or empty this one. */
export function Devices() {
  const t = useCopy(panelSettingsCopy)
  const standing = usePanel((state) => state.standing)
  const { value: me } = useLoaded('me')
  if (standing?.kind !== 'paired') return null
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{t.devices}</h2>
      <p className="soft">{t.devicesHint}</p>
      <ul className="list rows">
        {me?.devices.map((device) => (
          <Device key={device.id} device={device} />
        ))}
      </ul>
      <PairAnother server={standing.server} />
      <p className="hint">{t.server(standing.server)}</p>
      <p className="hint">
        {me && t.operator(me.operator)} {t.watched}
      </p>
      <Confirm look="text" label={t.forget} means={t.forgetConfirm} yes={t.forgetYes} sure={askToForget} />
    </section>
  )
}

function Device({ device }: { device: { id: string; pairedOn: string; thisOne: boolean } }) {
  const p = useCopy(panelCopy)
  const t = useCopy(panelSettingsCopy)
  const language = usePanel((state) => state.language)
  const today = usePanel((state) => state.today)
  const { send, trouble } = useWrite('revokeDevice')
  return (
    <li>
      <p>{[t.device(device.pairedOn, today), device.thisOne && t.thisDevice].filter(Boolean).join(' · ')}</p>
      {!device.thisOne && (
        <Confirm
          look="text"
          label={t.revoke}
          name={t.revokeNamed(dayInWords(language, device.pairedOn, today))}
          means={t.revokeConfirm}
          yes={t.revoke}
          sure={() => send({ id: device.id }, '', p.done)}
        />
      )}
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </li>
  )
}

function PairAnother({ server }: { server: string }) {
  const t = useCopy(panelSettingsCopy)
  const language = usePanel((state) => state.language)
  const [code, setCode] = useState<{ code: string; minutes: number } | null>(null)
  const { send, busy, trouble } = useWrite('deviceCode')
  const make = async () => {
    const written = await send({}, '', '')
    if (!written || !('done' in written)) return
    const minutes = Math.max(1, Math.round((Date.parse(written.done.expiresAt) - Date.now()) / 60_000))
    setCode({ code: written.done.code, minutes })
  }
  return (
    <>
      <Button busy={busy} onClick={() => void make()}>
        {t.pairAnother}
      </Button>
      {code && (
        <div className="card" role="status">
          <p>{t.pairCode}</p>
          <p className="code">{code.code}</p>
          <p className="hint">
            {t.pairServer(server)} {t.pairUntil(numberInWords(language, code.minutes))}
          </p>
        </div>
      )}
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </>
  )
}
