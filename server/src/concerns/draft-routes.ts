import { notThroughSlack, throughExtension } from '@tend/shared/concerns/policy'
import { ConcernDraft, DraftName } from '@tend/shared/concerns/schema'
import { ok } from '@tend/shared/result'
import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as v from 'valibot'
import { handle } from '../handle.ts'
import { notFound, respondRefusal } from '../http/errors.ts'
import { describe, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import type { Work } from '../work.ts'
import { deleteDraft, loadDraft, saveDraft } from './draft-store.ts'
import { loadClosedCircles } from './people-store.ts'

const DraftAnswer = v.object({ kept: v.boolean() })
const DraftKey = v.object({ key: DraftName })
const draftKey = validator('param', DraftKey, (result, c) => (result.success ? undefined : respondRefusal(c, notFound)))

/**
 * Whether every circle this form can be for keeps words out of the way the person came by (Slack). While the form names no circle, all
 * circles of the person count.
 */
async function isClosed(work: Work, { answers }: ConcernDraft): Promise<boolean> {
  if (!answers.words) return false
  const mine = answers.circleId ? [answers.circleId] : [...work.actor.roles.keys()]
  return mine.length > 0 && (await loadClosedCircles(work, mine)).size === mine.length
}

/** A draft is found by its owner's tag, so a person finds none but their own. */
const ownDraft = { unnamed: true, allow: () => true } as const

/** Forms that are not sent yet, under /v1. */
export const draftRoutes = new Hono<TendEnv>()
  .put('/concern-drafts/:key', describe('Keep a form for 24 hours', DraftAnswer), draftKey, validate('json', ConcernDraft), (c) =>
    handle.command(
      c,
      { ...c.req.valid('param'), draft: c.req.valid('json') },
      {
        ...ownDraft,
        name: 'concern.keep_draft',
        load: async (work, { draft }) => ({ closed: await isClosed(work, draft) }),
        decide: ({ closed }) => (closed ? throughExtension() : ok({ state: {}, events: [] })),
        save: (work) => saveDraft(work, c.req.valid('param').key, c.req.valid('json')),
        answer: () => ({ kept: true }),
      },
    ),
  )
  .get('/concern-drafts/:key', describe('The form I kept', ConcernDraft), draftKey, (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'concern.read_draft',
      load: async (work, { key }) => {
        const draft = await loadDraft(work, key)
        return draft && { draft, closed: await isClosed(work, draft) }
      },
      allow: () => true,
      refuse: (_, { closed }) => (closed ? notThroughSlack : undefined),
      view: (_, { draft }) => draft,
    }),
  )
  .delete('/concern-drafts/:key', describe('Let a form go', DraftAnswer), draftKey, (c) =>
    handle.command(c, c.req.valid('param'), {
      ...ownDraft,
      name: 'concern.delete_draft',
      load: async () => ({}),
      decide: () => ok({ state: {}, events: [] }),
      save: (work) => deleteDraft(work, c.req.valid('param').key),
      answer: () => ({ kept: false }),
    }),
  )
