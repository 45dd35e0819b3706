import type { HTMLAttributes, ReactNode } from 'react'
import { useCardFocus } from './focus.ts'

type Props = HTMLAttributes<HTMLElement> & { label: string; takeFocus?: boolean; children: ReactNode }

/** Everything but the dot stands on this card. It takes focus only from what stood here, or when the person opened it by the keyboard. */
export function Card({ label, takeFocus = false, children, ...more }: Props) {
  const card = useCardFocus(takeFocus)
  return (
    <section ref={card} className="card" aria-label={label} tabIndex={-1} {...more}>
      {children}
    </section>
  )
}
