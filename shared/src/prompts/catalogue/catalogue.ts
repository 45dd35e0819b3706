import type { Prompt } from '../schema.ts'
import { after } from './after.ts'
import { circle } from './circle.ts'
import { closing } from './closing.ts'
import { landedHard } from './landed-hard.ts'
import { mayHaveHurt } from './may-have-hurt.ts'
import { middle } from './middle.ts'
import { opening } from './opening.ts'
import { rest } from './rest.ts'

/** Everything Tend may say in a call. A new prompt is an entry in one of these files; a new file is a line here. */
export const catalogue: readonly Prompt[] = [...opening, ...middle, ...closing, ...after, ...landedHard, ...mayHaveHurt, ...rest, ...circle]
