import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { document, drawnFrom, places } from '../../../tools/prompts/document.ts'
import { month, sumUp } from '../../../tools/prompts/month.ts'

test('the picture and the numbers in the documentation are what the judgement does now', () => {
  const { figure, text } = document(drawnFrom())
  const redraw = 'npm run prompts -- --figure'
  expect(readFileSync(places.figure, 'utf8'), redraw).toBe(figure)
  expect(readFileSync(places.text, 'utf8'), redraw).toBe(text)
}, 30_000)

test('a month is the same for the same seed, and another for another', () => {
  const ids = (seed: number) => month(seed).map(({ said }) => said.map(({ prompt }) => prompt.id))
  expect(ids(7)).toEqual(ids(7))
  expect(ids(7)).not.toEqual(ids(8))
})

test('whatever the month, it is varied: no category is more than a fifth of it, and nothing comes back within 14 days', () => {
  for (let seed = 0; seed < 40; seed++) {
    const calls = month(seed)
    const { byCategory, inCalls, afterCalls } = sumUp(calls)
    expect(Math.max(...byCategory.values()) / (inCalls + afterCalls)).toBeLessThan(0.2)
    const days = new Map<string, number>()
    for (const { day, said } of calls)
      for (const { chosen, prompt } of said) {
        if (!chosen || chosen.because === 'marked') continue
        const key = chosen.item?.itemId ?? prompt.id
        expect(day - (days.get(key) ?? -100)).toBeGreaterThanOrEqual(14)
        days.set(key, day)
      }
  }
}, 30_000)
