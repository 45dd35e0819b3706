import { type ComponentProps, type ReactNode, useEffect, useId, useState } from 'react'

export type ButtonLook = 'main' | 'plain' | 'text'

/** A button. `busy` keeps it in its place and in the tab order while something is on its way. */
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

/** A label, its hint and the problem with what was typed, and the control between them. */
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

export type SelectOption<Value extends string> = { value: Value; label: string }

/** A choice of one among many, in a list. */
export function SelectField<Value extends string>(props: {
  label: string
  hint?: ReactNode
  problem?: string | null
  value: Value
  options: readonly SelectOption<Value>[]
  set: (value: Value) => void
}) {
  const { label, hint, problem, options } = props
  const [value, set] = useChosen(props.value, props.set)
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

/** A choice of one among a few, all in sight. */
export function ChoiceField<Value extends string>(props: {
  label: string
  value: Value
  options: readonly (SelectOption<Value> & { hint?: string })[]
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

/**
 * Shows a choice at once, though the worker or the server, which keeps it, only says so a moment later. What they say wins: a choice that
 * they refuse goes back to what it was.
 */
function useChosen<Value>(value: Value, set: (value: Value) => unknown): [Value, (value: Value) => void] {
  const [shown, setShown] = useState(value)
  useEffect(() => setShown(value), [value])
  const choose = (next: Value) => {
    setShown(next)
    const kept = set(next)
    if (kept instanceof Promise) void kept.then((done: unknown) => done === false && setShown(value))
  }
  return [shown, choose]
}

/** Turns something on or off, at once. `set` may answer false later, and then it stays as it was. */
export function Toggle(props: { label: string; hint?: string; checked: boolean; set: (on: boolean) => unknown }) {
  const { label, hint } = props
  const id = useId()
  const [checked, set] = useChosen(props.checked, props.set)
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
