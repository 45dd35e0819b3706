import { mineCopy } from '../copy/mine.ts'
import type { ErasureView, MineSection, MineView } from './mine-schema.ts'
import { Stays } from './mine-schema.ts'

/** The order in which one reads what is one's own. */
export const mineSections: readonly MineSection[] = [
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

/** What stays with the circle is not counted among what goes: what one parked, and (in part) answered and wrote back. */
const goes: readonly MineSection[] = ['concerns', 'drafts', 'reflections', 'supports', 'rests', 'standingIn', 'repairs', 'rounds']

/** What would go and what would stay, said in the person's own language. */
export function viewErasure({
  mine,
  confirm,
  until,
  unattended,
}: {
  mine: MineView
  confirm: string
  until: Date
  unattended: readonly string[]
}): ErasureView {
  const copy = mineCopy[mine.me.language]
  return {
    goes: [
      { what: 'me', count: 1, says: copy.erasure.goesMe },
      ...goes.flatMap((what) => (mine[what].length > 0 ? [{ what, count: mine[what].length, says: copy.sections[what] }] : [])),
    ],
    stays: Stays.options.map((what) => ({ what, says: copy.erasure.stays[what] })),
    unattended: [...unattended],
    comeBack: copy.erasure.comeBack,
    confirm,
    until: until.toISOString(),
  }
}
