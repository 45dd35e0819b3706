/** One measured number beside its aim. */
export type Figure = { name: string; value: number; unit: string; aim?: { under: number } | { atLeast: number }; note?: string }

const round = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3).replace(/\.?0+$/, ''))

/** Prints `name value unit (aim …) ok|short`, one line a figure, and gives whether the aim was reached. */
export function say({ name, value, unit, aim, note }: Figure): boolean {
  const reached = !aim || ('under' in aim ? value < aim.under : value >= aim.atLeast)
  const wanted = aim
    ? ` (aim ${'under' in aim ? `under ${aim.under}` : `at least ${aim.atLeast}`}${note ? `; ${note}` : ''}) ${reached ? 'ok' : 'short'}`
    : note
      ? ` (${note})`
      : ''
  console.log(`${name} ${round(value)} ${unit}${wanted}`)
  return reached
}

/** Gives the middle of a list, or the mean of the middle two when its length is even. Refuses an empty list. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  if (low === undefined || high === undefined) throw new Error('A median needs at least one value.')
  return (low + high) / 2
}

/**
 * Gives the 95 % interval of a median by order statistics (binomial, normal approximation), which assumes nothing about the shape of the
 * values.
 */
export function medianInterval(values: number[]): [low: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b)
  const reach = 0.98 * Math.sqrt(sorted.length)
  const at = (index: number) => sorted[Math.min(sorted.length - 1, Math.max(0, index))] ?? Number.NaN
  return [at(Math.floor(sorted.length / 2 - reach)), at(Math.ceil(sorted.length / 2 + reach))]
}

/** Gives the value below which this share (0–1) of a list lies. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
