/** A question, and a person's own words to it. */
export function LabelledWords({ label, words }: { label: string; words: string }) {
  return (
    <div className="answer">
      <h3>{label}</h3>
      <p className="words" dir="auto">
        {words}
      </p>
    </div>
  )
}
