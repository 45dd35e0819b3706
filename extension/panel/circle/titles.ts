import { CircleSafeTitle } from '@tend/shared/backburner/schema'
import { panelCircleCopy } from '@tend/shared/copy/panel-circle'
import { characters } from '@tend/shared/schema'
import * as v from 'valibot'
import { useCopy } from '../use-panel.ts'

/** Says in the person's language what stands in the way of a circle-safe title; null when nothing does. */
export function useTitleProblem(): (title: string) => string | null {
  const t = useCopy(panelCircleCopy)
  return (title) => {
    if (v.safeParse(CircleSafeTitle, title).success) return null
    if (title.trim() === '') return t.titleNeeded
    return characters(title.trim()) > 140 ? t.titleLong : t.titleMentions
  }
}
