import { panelCopy } from '@tend/shared/copy/panel'
import { isAside, type WaitingWrite } from '../api/outbox.ts'
import { askToDrop, askToSend } from '../api/panel-asks.ts'
import { isSamePerson } from '../storage/paired-person.ts'
import { Confirm } from './parts/asks.tsx'
import { Button } from './parts/controls.tsx'
import { useCopy, usePanel } from './use-panel.ts'

/** The writes that wait on this device for the server. Each can be read and deleted. */
export function WaitingWrites() {
  const t = useCopy(panelCopy).outbox
  const all = usePanel((state) => state.waiting)
  const inHand = usePanel((state) => state.inHand)
  const waiting = all.filter(({ key }) => !inHand.includes(key))
  if (waiting.length === 0) return null
  return (
    <section className="outbox" aria-labelledby="outbox">
      <h2 id="outbox">{t.title}</h2>
      <p className="soft">{t.explain}</p>
      <ul className="list">
        {waiting.map((write) => (
          <OneWaiting key={write.key} write={write} />
        ))}
      </ul>
      <Button onClick={() => void askToSend()}>{t.sendNow}</Button>
    </section>
  )
}

function OneWaiting({ write }: { write: WaitingWrite }) {
  const p = useCopy(panelCopy)
  const t = p.outbox
  const standing = usePanel((state) => state.standing)
  const what = (t.what as Record<string, string>)[write.name] ?? t.what.other
  const words = wordsOf(write)
  // The server keeps failing over this write, which stays and no longer holds up the others.
  const aside = isAside(write) && !write.refused
  if (standing?.kind === 'paired' && !isSamePerson(standing, write)) return <OfAnother write={write} />
  return (
    <li>
      <p className="meta">
        <span className="tag clay">{t.marker}</span> {what}
      </p>
      {write.about && (
        <p className="title" dir="auto">
          {write.about}
        </p>
      )}
      {words && (
        <p className="words" dir="auto">
          {words}
        </p>
      )}
      {write.refused && (
        <p className="problem">
          {t.refused} {(p.refusals as Record<string, string>)[write.refused.code] ?? p.why.other}
        </p>
      )}
      {aside && <p className="problem">{t.failed}</p>}
      <div className="acts">
        {aside && (
          <Button aria-label={t.againNamed(write.about || what)} onClick={() => void askToSend(write.key)}>
            {p.reach.again}
          </Button>
        )}
        <Button look="text" aria-label={t.deleteNamed(write.about || what)} onClick={() => void askToDrop(write.key)}>
          {t.delete}
        </Button>
      </div>
    </li>
  )
}

/** A write of another pairing. The person who is here now reads nothing of it, and it is sent to no other server or person. */
function OfAnother({ write }: { write: WaitingWrite }) {
  const t = useCopy(panelCopy).outbox
  return (
    <li>
      <p className="soft">{t.ofAnother(write.server)}</p>
      <Confirm look="text" label={t.delete} means={t.deleteOfAnother} yes={t.delete} sure={() => askToDrop(write.key)} />
    </li>
  )
}

/** A person's own words in a waiting write are shown, so that deleting it never surprises. */
function wordsOf(write: WaitingWrite): string {
  const body = 'body' in write.args ? write.args.body : {}
  const texts = ['words' in body && body.words, 'why' in body && body.why, 'effect' in body && body.effect, 'reason' in body && body.reason]
  return texts.filter(Boolean).join('\n')
}
