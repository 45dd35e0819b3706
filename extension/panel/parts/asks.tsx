import { panelCopy } from '@tend/shared/copy/panel'
import { type ReactNode, type SubmitEvent, useEffect, useId, useRef, useState } from 'react'
import { useCopy } from '../use-panel.ts'
import { Button, type ButtonLook } from './controls.tsx'

/** A form that is never sent twice and whose first problem gets the focus. */
export function Form({
  busy,
  submit,
  send,
  cancel,
  children,
}: {
  busy: boolean
  submit: string
  send: () => void
  cancel?: () => void
  children: ReactNode
}) {
  const t = useCopy(panelCopy)
  const form = useRef<HTMLFormElement>(null)
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    send()
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
  }
  return (
    <form ref={form} className="form" noValidate onSubmit={onSubmit}>
      {children}
      <div className="acts">
        <Button look="main" type="submit" busy={busy}>
          {submit}
        </Button>
        {cancel && (
          <Button look="text" onClick={cancel}>
            {t.cancel}
          </Button>
        )}
      </div>
      {busy && <Waiting what={t.waiting.sending} />}
    </form>
  )
}

/** Says after 400 ms what is being waited for. */
export function Waiting({ what }: { what: string }) {
  return (
    <p className="waiting" role="status">
      {what}
    </p>
  )
}

/** Says what happened, that nothing is lost, and what can be done now. */
export function TroubleAlert({ children, again }: { children: ReactNode; again?: (() => void) | undefined }) {
  const t = useCopy(panelCopy)
  return (
    <div className="trouble" role="alert">
      <p>{children}</p>
      {again && <Button onClick={again}>{t.reach.again}</Button>}
    </div>
  )
}

/** A button that opens something in its place, such as a form or a question. Closing gives the focus back to the button. */
export function Opener(props: { label: string; look?: ButtonLook; open: boolean; set: (open: boolean) => void; children: ReactNode }) {
  const opener = useRef<HTMLDivElement>(null)
  const within = useRef<HTMLDivElement>(null)
  const was = useRef(props.open)
  useEffect(() => {
    if (was.current === props.open) return
    was.current = props.open
    const place = props.open ? within.current : opener.current
    place?.querySelector<HTMLElement>('input, textarea, select, button')?.focus()
  }, [props.open])
  if (props.open)
    return (
      <div ref={within} className="opened">
        {props.children}
      </div>
    )
  return (
    <div ref={opener} className="opener">
      <Button look={props.look ?? 'plain'} aria-expanded={false} onClick={() => props.set(true)}>
        {props.label}
      </Button>
    </div>
  )
}

/** Asks once more before something that others notice or that cannot come back. What it means stands beside the answer. */
export function Confirm(props: { label: string; name?: string; means: string; yes: string; look?: ButtonLook; sure: () => unknown }) {
  const t = useCopy(panelCopy)
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const id = useId()
  const first = useRef<HTMLButtonElement>(null)
  const asked = useRef<HTMLButtonElement>(null)
  const set = (next: boolean) => {
    setOpen(next)
    requestAnimationFrame(() => (next ? asked.current : first.current)?.focus())
  }
  const sure = async () => {
    setBusy(true)
    try {
      await props.sure()
    } finally {
      setBusy(false)
      set(false)
    }
  }
  if (!open)
    return (
      <button ref={first} type="button" className={`button ${props.look ?? 'plain'}`} aria-label={props.name} onClick={() => set(true)}>
        {props.label}
      </button>
    )
  return (
    <fieldset className="confirm" aria-labelledby={id}>
      <p id={id}>{props.means}</p>
      <div className="acts">
        <Button ref={asked} busy={busy} aria-describedby={id} onClick={() => void sure()}>
          {props.yes}
        </Button>
        <Button look="text" onClick={() => set(false)}>
          {t.cancel}
        </Button>
      </div>
    </fieldset>
  )
}
