/** Compares two texts for sorting, by their code units. The order is the same in every language, and for days it is the calendar's. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
