import type { Carried } from '@tend/shared/rests/state'
import { changesICarry } from '../repairs/change-store.ts'
import { supportsIGive } from '../supports/store.ts'
import type { Work } from '../work.ts'

/** What a person carries and may pass on while they rest, beside being a steward. One line each. */
export const passOnSources: readonly ((work: Work) => Promise<Carried[]>)[] = [supportsIGive, changesICarry]
