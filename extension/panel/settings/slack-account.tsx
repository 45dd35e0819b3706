import { linkingCopy } from '@tend/shared/copy/linking'
import { useState } from 'react'
import { Form, Opener, TroubleAlert } from '../parts/asks.tsx'
import { TextField } from '../parts/controls.tsx'
import { taken, useWrite } from '../parts/trouble.ts'
import { useCopy, useDraft, useLoaded, usePanel } from '../use-panel.ts'

const empty = { code: '' }

/** Adds the person's Slack account with the code of /tend connect, so that they are one member by both doors. */
export function SlackAccount() {
  const t = useCopy(linkingCopy)
  const standing = usePanel((state) => state.standing)
  const { value: me } = useLoaded('me')
  const [open, setOpen] = useState(false)
  if (standing?.kind !== 'paired' || !me) return null
  return (
    <section aria-labelledby="slack-account">
      <h2 id="slack-account">{t.title}</h2>
      <p className="soft">{me.slackLinked ? t.added : t.why}</p>
      {!me.slackLinked && (
        <Opener label={t.open} open={open} set={setOpen}>
          <AddAccount close={() => setOpen(false)} />
        </Opener>
      )}
    </section>
  )
}

function AddAccount({ close }: { close: () => void }) {
  const t = useCopy(linkingCopy)
  const { draft, change, drop } = useDraft('slack-account', empty)
  const [problem, setProblem] = useState<string | null>(null)
  const { send, busy, trouble } = useWrite('linkSlack')
  const add = async () => {
    setProblem(null)
    const written = await send({ code: draft.code }, '', t.added)
    if (taken(written)) drop()
    if (written && 'why' in written && written.why.kind === 'refused') setProblem(sentence(t.problem, written.why.code))
  }
  return (
    <Form busy={busy} submit={t.submit} send={() => void add()} cancel={close}>
      <p>{t.how}</p>
      <TextField label={t.code} hint={t.own} problem={problem} plain value={draft.code} set={(code) => change({ code })} />
      {trouble && !problem && <TroubleAlert>{trouble}</TroubleAlert>}
    </Form>
  )
}

function sentence(problems: Readonly<Record<string, string>>, code: string): string | null {
  return problems[code] ?? null
}
