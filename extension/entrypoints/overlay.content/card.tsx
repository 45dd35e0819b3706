import { type HTMLAttributes, type ReactNode, useEffect, useRef } from 'react'

type Props = HTMLAttributes<HTMLElement> & { label: string; takeFocus?: boolean; children: ReactNode }

/** The card on which everything but the dot stands. It takes focus only when the person opened it by the keyboard. */
export function Card({ label, takeFocus = false, children, ...more }: Props) {
  const card = useRef<HTMLElement>(null)
  const wanted = useRef(takeFocus)
  useEffect(() => {
    if (wanted.current) card.current?.focus()
  }, [])
  return (
    <section ref={card} className="card" aria-label={label} tabIndex={-1} {...more}>
      {children}
    </section>
  )
}
