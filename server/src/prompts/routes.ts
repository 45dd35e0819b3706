import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { addPrompt, editPrompt, switchLibraryPrompt, switchPrompt } from '@tend/shared/prompts/decide'
import { maySeePrompts, mayWritePrompts } from '@tend/shared/prompts/policy'
import { AddPrompt, CirclePromptsView, EditPrompt, OwnPromptView, SwitchLibraryPrompt, SwitchPrompt } from '@tend/shared/prompts/schema'
import type { OwnPrompt } from '@tend/shared/prompts/state'
import { viewOwnPrompt } from '@tend/shared/prompts/view'
import { Hono } from 'hono'
import * as v from 'valibot'
import { handle } from '../handle.ts'
import { cutPage, paged, WidePage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { insertPrompt, type LoadedPrompt, loadPrompt, loadPrompts, saveOff, savePrompt } from './store.ts'

const answer = ({ id }: OwnPrompt) => ({ id })
const allowOn = (actor: Parameters<typeof mayWritePrompts>[0], { circle }: LoadedPrompt) => mayWritePrompts(actor, circle)
const onPrompt = { load: loadPrompt, allow: allowOn, save: savePrompt, answer }

const PromptsPage = v.object({ ...CirclePromptsView.entries, next: paged(OwnPromptView).entries.next })

/** What a circle says in its calls beside the library. Its facilitators write it, and its members' devices read it. */
export const promptRoutes = new Hono<TendEnv>()
  .get(
    '/circles/:id/prompts',
    describe('What a circle says beside the library, and what of the library it does not say.', PromptsPage),
    ids('id'),
    validate('query', WidePage),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'prompt.list',
        load: async (work, { id }) => {
          const circle = await loadPrompts(work, id)
          const cut = circle && cutPage(work, `prompts ${id}`, c.req.valid('query'), circle.own, (one) => one.id)
          return circle && cut && { ...circle, ...cut }
        },
        allow: maySeePrompts,
        view: (_, { page, next, off }) => ({ items: page.map(viewOwnPrompt), next, off: [...off] }),
      }),
  )
  .post(
    '/circles/:id/prompts',
    describe('Adds a prompt of the circle’s own. What the writing rules refuse is explained.', IdAnswer, 201),
    ids('id'),
    validate('json', AddPrompt),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), circleId: c.req.valid('param').id },
        {
          name: 'prompt.add',
          created: true,
          load: (work, { circleId }) => loadPrompts(work, circleId),
          allow: mayWritePrompts,
          decide: (circle, { circleId: _, ...input }, given) => addPrompt(circle, input, catalogue, given),
          save: insertPrompt,
          answer,
        },
      ),
  )
  .post(
    '/circles/:id/prompts/library',
    describe('Switches a prompt of the library off or on in this circle.', IdAnswer),
    ids('id'),
    validate('json', SwitchLibraryPrompt),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), circleId: c.req.valid('param').id },
        {
          name: 'prompt.switch_library',
          load: (work, { circleId }) => loadPrompts(work, circleId),
          allow: mayWritePrompts,
          decide: (circle, { circleId: _, ...input }) => switchLibraryPrompt(circle, input, catalogue),
          save: saveOff,
          answer: ({ id }) => ({ id }),
        },
      ),
  )
  .patch(
    '/prompts/:id',
    describe('Edits or translates a prompt of the circle’s own.', IdAnswer),
    ids('id'),
    validate('json', EditPrompt),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), id: c.req.valid('param').id },
        { ...onPrompt, name: 'prompt.edit', decide: (thing, { id: _, ...input }) => editPrompt(thing, input, catalogue) },
      ),
  )
  .post(
    '/prompts/:id/switch',
    describe('Switches it off or on; off, it is kept.', IdAnswer),
    ids('id'),
    validate('json', SwitchPrompt),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), id: c.req.valid('param').id },
        { ...onPrompt, name: 'prompt.switch', decide: ({ own }, input) => switchPrompt(own, input) },
      ),
  )
