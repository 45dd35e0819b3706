import { pick } from '@tend/shared/copy/copy'
import { digestsCopy } from '@tend/shared/copy/digests'
import { panelCircleCopy } from '@tend/shared/copy/panel-circle'
import { repairsCopy } from '@tend/shared/copy/repairs'
import type { DigestView } from '@tend/shared/digests/schema'
import type { ReactNode } from 'react'
import { useCopy, useLoaded, usePanel } from '../use-panel.ts'

/** This week's digest as it will be posted, in the circle's language. */
export function Digest() {
  const t = useCopy(digestsCopy)
  const empty = useCopy(panelCircleCopy).digestEmpty
  const { value } = useLoaded('digest')
  const channel = useLoaded('circle').value?.slackChannel
  if (!value) return null
  return (
    <section aria-labelledby="digest">
      <h2 id="digest">{t.previewTitle}</h2>
      {channel && <p className="soft">{t.previewHint}</p>}
      {isEmpty(value) ? (
        <p className="soft">{empty}</p>
      ) : (
        <div className="card" lang={value.language}>
          <DigestSections digest={value} />
        </div>
      )}
    </section>
  )
}

/** Four sentences that all say that nothing is there say less than one. */
function isEmpty({ tended, acknowledgements, asking, changes, rests }: DigestView): boolean {
  return [tended, acknowledgements, asking, changes, rests].every(({ length }) => length === 0)
}

function DigestSections({ digest }: { digest: DigestView }) {
  const t = pick(digestsCopy, digest.language)
  const repairs = pick(repairsCopy, digest.language)
  const today = usePanel((state) => state.today)
  return (
    <>
      <Section words={t.tended}>
        {digest.tended.map((one) => (
          <Line key={one.repairId} title={one.title}>
            {one.nothingChangedYet ? repairs.nothingChangedYet : t.tendedLine(repairs.states[one.state], one.openWeeks)}
            {one.needs.length > 0 && (
              <bdi> {t.needed(one.needs.map(({ kind, words }) => [repairs.needs[kind], words && `(${words})`].join(' ').trim()))}</bdi>
            )}
          </Line>
        ))}
      </Section>
      <Section words={t.acknowledgements}>
        {digest.acknowledgements.map((one) => (
          <Line key={`${one.repairId} ${one.words}`} title={one.title}>
            <q dir="auto">{one.words}</q> {one.from ? repairs.from(one.from) : repairs.fromCircle}
          </Line>
        ))}
      </Section>
      <Section words={t.asking}>
        {digest.asking.map((one) => (
          <Line key={one.itemId} title={one.title}>
            {t.askingLine(one.because, one.waitingWeeks)}
          </Line>
        ))}
      </Section>
      <Section words={t.changes}>
        {digest.changes.map((one) => (
          <Line key={`${one.what} ${one.title}`} title={one.title}>
            {one.what === 'agreement' && `${t.agreed}. `}
            {t.changeLine(one.lookAgainOn, today)}
          </Line>
        ))}
      </Section>
      {digest.rests.length > 0 && (
        <Section words={{ title: t.rests.title, empty: '' }}>
          {digest.rests.map(({ name, until }) => (
            <li key={`${name} ${until}`} dir="auto">
              {t.rests.line(name, until, today)}
            </li>
          ))}
        </Section>
      )}
    </>
  )
}

function Section({ words, children }: { words: { title: string; empty: string }; children: ReactNode[] }) {
  return (
    <>
      <h3>{words.title}</h3>
      {children.length === 0 ? <p className="soft">{words.empty}</p> : <ul className="plain">{children}</ul>}
    </>
  )
}

function Line({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li>
      <span className="title" dir="auto">
        {title}
      </span>{' '}
      <span className="meta">{children}</span>
    </li>
  )
}
