import { panelCopy } from '@tend/shared/copy/panel'
import { type ComponentProps, type ReactNode, type SubmitEvent, useEffect, useId, useRef, useState } from 'react'
import { useCopy } from './use-panel.ts'

type ButtonLook = 'main' | 'plain' | 'text'

/** A button; `busy` keeps it in its place and in the tab order while something is on its way. */
export function Button({
  look = 'plain',
  busy = false,
  onClick,
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook; busy?: boolean }) {
  return (
    <button type="button" {...rest} className={`button ${look}`} aria-disabled={busy || undefined} onClick={busy ? undefined : onClick} />
  )
}

type Described = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/** A label, its hint, what stands in the way, and the control between them. */
export function Field(props: {
  label: string
  hint?: ReactNode
  problem?: string | null | undefined
  children: (described: Described) => ReactNode
}) {
  const id = useId()
  const { label, hint, problem, children } = props
  const describedBy = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': problem ? true : undefined })}
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** One line of text. */
export function TextField(props: {
  label: string
  hint?: ReactNode
  problem?: string | null
  value: string
  set: (value: string) => void
  plain?: boolean
  list?: string
}) {
  const { label, hint, problem, value, set, plain, list } = props
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(described) => (
        <input
          {...described}
          type="text"
          dir={plain ? 'ltr' : 'auto'}
          autoComplete="off"
          spellCheck={!plain}
          list={list}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  )
}

/** Several lines of a person's own words. */
export function WordsField(props: {
  label: string
  hint?: ReactNode
  problem?: string | null
  value: string
  set: (value: string) => void
}) {
  const { label, hint, problem, value, set } = props
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(described) => <textarea {...described} dir="auto" rows={3} value={value} onChange={(event) => set(event.target.value)} />}
    </Field>
  )
}

export type Option<Value extends string> = { value: Value; label: string }

export function SelectField<Value extends string>(props: {
  label: string
  hint?: ReactNode
  problem?: string | null
  value: Value
  options: readonly Option<Value>[]
  set: (value: Value) => void
}) {
  const { label, hint, problem, value, options, set } = props
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(described) => (
        <select {...described} value={value} onChange={(event) => set(event.target.value as Value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** One of a few, all in sight. */
export function ChoiceField<Value extends string>(props: {
  label: string
  value: Value
  options: readonly (Option<Value> & { hint?: string })[]
  set: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="field choices">
      <legend>{props.label}</legend>
      {props.options.map(({ value, label, hint }) => (
        <label key={value} className="choice">
          <input type="radio" name={name} checked={props.value === value} onChange={() => props.set(value)} />
          <span>
            {label}
            {hint && <span className="hint">{hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** On or off, at once. */
export function Toggle({ label, hint, checked, set }: { label: string; hint?: string; checked: boolean; set: (on: boolean) => void }) {
  const id = useId()
  return (
    <label className="choice">
      <input type="checkbox" checked={checked} aria-describedby={hint ? id : undefined} onChange={(event) => set(event.target.checked)} />
      <span>
        {label}
        {hint && (
          <span className="hint" id={id}>
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}

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

/** What happened, that nothing is lost, and what can be done now. */
export function Trouble({ children, again }: { children: ReactNode; again?: (() => void) | undefined }) {
  const t = useCopy(panelCopy)
  return (
    <div className="trouble" role="alert">
      <p>{children}</p>
      {again && <Button onClick={again}>{t.reach.again}</Button>}
    </div>
  )
}

/** A button that opens something in its place (a form, a question); closing gives the focus back to it. */
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

/** Asks once more before something that others notice or that cannot come back; what it means stands beside the answer. */
export function Confirm(props: { label: string; name?: string; means: string; yes: string; look?: ButtonLook; sure: () => unknown }) {
  const t = useCopy(panelCopy)
  const [open, setOpen] = useState(false)
  const id = useId()
  const first = useRef<HTMLButtonElement>(null)
  const asked = useRef<HTMLButtonElement>(null)
  const set = (next: boolean) => {
    setOpen(next)
    requestAnimationFrame(() => (next ? asked.current : first.current)?.focus())
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
        <button ref={asked} type="button" className="button plain" aria-describedby={id} onClick={() => void props.sure()}>
          {props.yes}
        </button>
        <Button look="text" onClick={() => set(false)}>
          {t.cancel}
        </Button>
      </div>
    </fieldset>
  )
}
