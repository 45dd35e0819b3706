import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

/**
 * Gives what axe finds wrong on a page as it stands: in all of it or in some parts (CSS selectors), by all rules or by some (tags). Axe
 * sums up in a tab of its own and leaves that tab in front. The page is brought back to the front, as a hidden page draws two frames a
 * second.
 */
export async function axe(page: Page, { parts = [], tags }: { parts?: readonly string[]; tags?: string[] } = {}): Promise<Violation[]> {
  const whole = new AxeBuilder({ page: page as never })
  const builder = parts.reduce((narrowed, part) => narrowed.include(part), tags ? whole.withTags(tags) : whole)
  const { violations } = await builder.analyze()
  await page.bringToFront()
  return violations
}

/** Gives the rules that the overlay of a page breaks, and where. */
export async function overlayViolations(page: Page): Promise<[rule: string, where: string[]][]> {
  return (await axe(page, { parts: ['tend-overlay'] })).map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
