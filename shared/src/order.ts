/** Compares two texts for sorting, by their code units: the same order in every language, and the calendar's for days. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
