import type { MyConcernView } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { panelCopy } from '@tend/shared/copy/panel'
import { panelMineCopy } from '@tend/shared/copy/panel-mine'
import { daysBetween } from '@tend/shared/zone'
import { Confirm, TroubleAlert } from '../parts/asks.tsx'
import { Button } from '../parts/controls.tsx'
import { useWrite } from '../parts/trouble.ts'
import { useArrival, useCopy, useLoaded, usePanel } from '../use-panel.ts'
import { ConcernWords } from './concern-words.tsx'
import { Widen } from './widen.tsx'

/** The number of days before its end from which a concern says so, to a person who opens Tend anyway. Tend sends no message about it. */
const nearDays = 14

/** The person's own concerns: what each says, to whom it was given, who opened it and on which day. One question withdraws one. */
export function MyConcerns() {
  const t = useCopy(concernsCopy)
  const { raiseInSlack } = useCopy(panelMineCopy)
  const { value } = useLoaded('concerns')
  const heading = useArrival('my-concerns')
  const contact = useLoaded('circle').value?.emergencyContact ?? null
  const slackLinked = useLoaded('me').value?.slackLinked ?? false
  if (!value) return null
  return (
    <section aria-labelledby="my-concerns">
      <h2 id="my-concerns" ref={heading} tabIndex={-1}>
        {t.mine.title}
      </h2>
      <p className="soft">{t.emergency(contact)}</p>
      {value.items.length === 0 && <p className="soft">{t.mine.empty}</p>}
      {slackLinked && <p className="soft">{raiseInSlack}</p>}
      {value.items.length > 0 && (
        <ul className="list">
          {value.items.map((concern) => (
            <li key={concern.id}>
              <MyConcern concern={concern} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function MyConcern({ concern }: { concern: MyConcernView }) {
  const t = useCopy(concernsCopy)
  const today = usePanel((state) => state.today)
  return (
    <details className="item">
      <summary>
        <span className="title clip" dir="auto">
          {concern.words || t.about.options[concern.about]}
        </span>
        <span className="meta">
          <span className="tag">{t.mine.status[concern.status]}</span> {t.mine.raisedOn(concern.raisedOn, today)}
        </span>
      </summary>
      <ConcernWords concern={concern} helpLabel={t.help.question} wordsLabel={t.words.question} />
      {concern.tier !== 'only_me' && <Receivers concern={concern} />}
      <p className="hint">{concern.keptUntil ? t.keep.until(concern.keptUntil, today) : t.keep.untilDeleted}</p>
      {concern.keptUntil && daysBetween(today, concern.keptUntil) <= nearDays && <p>{t.mine.nearEnd(concern.keptUntil, today)}</p>}
      {concern.noticeUncertain && <NoticeAgain id={concern.id} />}
      {concern.status === 'given' && <Widen concern={concern} />}
      <TakeBack concern={concern} />
    </details>
  )
}

function Receivers({ concern }: { concern: MyConcernView }) {
  const t = useCopy(concernsCopy)
  const today = usePanel((state) => state.today)
  return (
    <>
      <ul className="plain">
        {concern.recipients.map((one) => (
          <li key={one.memberId} dir="auto">
            {[t.mine.recipient(one.displayName, one.state, one.openedOn, today), t.mine.standing[one.standing]].filter(Boolean).join('; ')}
          </li>
        ))}
      </ul>
      {concern.notOpened && (
        <>
          <p>{t.mine.notOpened}</p>
          <p className="hint" dir="auto">
            {[t.mine.notOpenedHint, concern.outsideContact ? t.outside(concern.outsideContact) : ''].join(' ')}
          </p>
        </>
      )}
      {concern.leftOut.length > 0 && <p dir="auto">{t.mine.leftOut(concern.leftOut.map(({ displayName }) => displayName))}</p>}
      <p className="hint">{concern.nameGiven ? t.name.options.yes : t.name.options.no}</p>
    </>
  )
}

function NoticeAgain({ id }: { id: string }) {
  const t = useCopy(concernsCopy)
  const { send, busy, trouble } = useWrite('noticeAgain')
  return (
    <div className="trouble">
      <p>{t.mine.noticeUncertain}</p>
      <Button busy={busy} onClick={() => void send({ id }, '', t.mine.sendAgainDone)}>
        {t.mine.sendAgain}
      </Button>
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </div>
  )
}

/** A concern that was given is withdrawn first; one that only its person has is deleted. */
function TakeBack({ concern }: { concern: MyConcernView }) {
  const t = useCopy(concernsCopy).mine
  const p = useCopy(panelCopy)
  const withdraw = useWrite('withdraw')
  const remove = useWrite('deleteConcern')
  const trouble = withdraw.trouble ?? remove.trouble
  const args = { id: concern.id }
  return (
    <>
      {concern.status === 'given' ? (
        <Confirm
          key="withdraw"
          label={t.withdraw}
          means={t.withdrawConfirm}
          yes={t.withdraw}
          sure={() => withdraw.send(args, '', t.withdrawDone)}
        />
      ) : (
        <Confirm
          key="delete"
          look="text"
          label={t.delete}
          means={t.deleteConfirm}
          yes={t.delete}
          sure={() => remove.send(args, '', p.done)}
        />
      )}
      {trouble && <TroubleAlert>{trouble}</TroubleAlert>}
    </>
  )
}
