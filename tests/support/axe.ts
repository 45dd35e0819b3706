import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

/**
 * What axe finds wrong on a page as it stands; only in some of its parts (CSS selectors), or by some of its rules (tags), where they are given.
 * Axe sums up in a tab of its own and leaves that one in front: the page comes back to the front, as a hidden one draws two frames a second.
 */
export async function axe(page: Page, { parts = [], tags }: { parts?: readonly string[]; tags?: string[] } = {}): Promise<Violation[]> {
  const whole = new AxeBuilder({ page: page as never })
  const builder = parts.reduce((narrowed, part) => narrowed.include(part), tags ? whole.withTags(tags) : whole)
  const { violations } = await builder.analyze()
  await page.bringToFront()
  return violations
}

/** Which rules the overlay of a page breaks, and where. */
export async function overlayViolations(page: Page): Promise<[rule: string, where: string[]][]> {
  return (await axe(page, { parts: ['tend-overlay'] })).map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
