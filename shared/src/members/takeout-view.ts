import { takeoutCopy } from '../copy/takeout.ts'
import type { ErasureView, TakeOutSection, TakeOutView } from './takeout-schema.ts'
import { Stays } from './takeout-schema.ts'

/** The order in which a person reads what is their own. */
export const takeOutSections: readonly TakeOutSection[] = [
  'concerns',
  'drafts',
  'answered',
  'reflections',
  'supports',
  'rests',
  'standingIn',
  'repairs',
  'rounds',
  'backBurner',
]

/**
 * The sections that are counted among what goes. What stays with the circle is not: what the person parked, and (in part) answered and
 * wrote back.
 */
const goes: readonly TakeOutSection[] = ['concerns', 'drafts', 'reflections', 'supports', 'rests', 'standingIn', 'repairs', 'rounds']

/** What would go and what would stay, in the person's own language. */
export function viewErasure({
  takenOut,
  confirm,
  until,
  unattended,
}: {
  takenOut: TakeOutView
  confirm: string
  until: Date
  unattended: readonly string[]
}): ErasureView {
  const copy = takeoutCopy[takenOut.me.language]
  return {
    goes: [
      { what: 'me', count: 1, says: copy.erasure.goesMe },
      ...goes.flatMap((what) => (takenOut[what].length > 0 ? [{ what, count: takenOut[what].length, says: copy.sections[what] }] : [])),
    ],
    stays: Stays.options.map((what) => ({ what, says: copy.erasure.stays[what] })),
    unattended: [...unattended],
    comeBack: copy.erasure.comeBack,
    confirm,
    until: until.toISOString(),
  }
}
