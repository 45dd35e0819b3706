import type { GivenConcernView, MyConcernView } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { LabelledWords } from '../parts/labelled-words.tsx'
import { useCopy, usePanel } from '../use-panel.ts'

/** A concern says what would help, and the words. */
export function ConcernWords(props: { concern: Pick<MyConcernView, 'help' | 'words'>; helpLabel: string; wordsLabel: string }) {
  const { concern, helpLabel, wordsLabel } = props
  const t = useCopy(concernsCopy)
  return (
    <>
      <div className="answer">
        <h3>{helpLabel}</h3>
        <ul className="plain">
          {concern.help.length === 0 && <li className="soft">{t.help.none}</li>}
          {concern.help.map((one) => (
            <li key={one}>{t.help.options[one]}</li>
          ))}
        </ul>
      </div>
      <LabelledWords label={wordsLabel} words={concern.words || t.words.none} />
    </>
  )
}

/** A steward to whom a concern was given reads this, and its person reads the same before it is given. */
export function GivenWords({ concern }: { concern: Pick<GivenConcernView, 'help' | 'words' | 'from' | 'about' | 'keptUntil'> }) {
  const c = useCopy(concernsCopy)
  const today = usePanel((panel) => panel.today)
  return (
    <>
      <p dir="auto">{[concern.from ? c.name.given(concern.from) : c.name.notGiven, c.about.told[concern.about]].join(' · ')}</p>
      <ConcernWords concern={concern} helpLabel={c.given.help} wordsLabel={c.given.words} />
      {concern.keptUntil && <p className="hint">{c.keep.until(concern.keptUntil, today)}</p>}
    </>
  )
}
