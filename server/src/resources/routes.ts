import type { Actor } from '@tend/shared/members/schema'
import { composeKit } from '@tend/shared/resources/compose'
import { add, check, retire } from '@tend/shared/resources/decide'
import { mayUseResources } from '@tend/shared/resources/policy'
import { AddResource, CheckResource, ResourceView } from '@tend/shared/resources/schema'
import type { Resource } from '@tend/shared/resources/state'
import { viewResource } from '@tend/shared/resources/view'
import { Hono } from 'hono'
import { kitSources } from '../between/kit-sources.ts'
import { handle } from '../handle.ts'
import { PageQuery, paged, readPage, turnPage } from '../http/cursor.ts'
import { describe, describeText, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { loadCircleAround } from '../members/circle.ts'
import { insertResource, type LoadedResource, loadKitCircle, loadResource, loadResources, saveResource } from './store.ts'

const answer = ({ id }: Resource) => ({ id })
/** Who added, checked or retired is not recorded: such events carry no actor. */
const onResource = {
  unnamed: true,
  load: loadResource,
  allow: (actor: Actor, { circle }: LoadedResource) => mayUseResources(actor, circle),
  save: saveResource,
  answer,
}

const resources = new Hono<TendEnv>()
  .post('/circles/:id/resources', describe('Adds something to lean on.', IdAnswer, 201), ids('id'), validate('json', AddResource), (c) =>
    handle.command(
      c,
      { ...c.req.valid('json'), circleId: c.req.valid('param').id },
      {
        name: 'resource.add',
        unnamed: true,
        created: true,
        load: (work, { circleId }) => loadCircleAround(work, circleId),
        allow: mayUseResources,
        decide: (circle, { circleId: _, ...input }, given) => add(circle, input, given),
        save: insertResource,
        answer,
      },
    ),
  )
  .get(
    '/circles/:id/resources',
    describe('What a circle can lean on, in the order it came; retired ones too.', paged(ResourceView)),
    ids('id'),
    validate('query', PageQuery),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'resource.list',
        load: async (work, { id }) => {
          const list = `resources ${id}`
          const page = readPage(work, list, c.req.valid('query'))
          const read = page && (await loadResources(work, id, page))
          const things = read?.resources.map(({ resource, addedOn }) => ({ id: resource.id, day: addedOn, resource }))
          return read && { ...read, ...turnPage(work, list, page, things ?? []) }
        },
        allow: (actor, { circle }) => mayUseResources(actor, circle),
        view: (_, { page, next, today }) => ({ items: page.map(({ resource }) => viewResource(resource, today)), next }),
      }),
  )
  .get('/resources/:id', describe('One resource.', ResourceView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'resource.read',
      load: loadResource,
      allow: onResource.allow,
      view: (_, { resource, today }) => viewResource(resource, today),
    }),
  )
  .post(
    '/resources/:id/check',
    describe('Somebody looked: it is right as it stands, or like this. Brings back what was retired.', IdAnswer),
    ids('id'),
    validate('json', CheckResource),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), id: c.req.valid('param').id },
        { ...onResource, name: 'resource.check', decide: (thing, { id: _, ...input }, given) => check(thing, input, given) },
      ),
  )
  .post('/resources/:id/retire', describe('Takes it out of the kit.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...onResource,
      name: 'resource.retire',
      decide: (thing, _, given) => retire(thing, given),
    }),
  )

/** What a circle can lean on, and the kit made of it. */
export const resourceRoutes = new Hono<TendEnv>()
  .route('/', resources)
  .get('/circles/:id/kit', describeText('The circle’s own answers to the four questions, as Markdown.', 'text/markdown'), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), {
      name: 'resource.kit',
      type: 'text/markdown; charset=utf-8',
      load: async (work, { id }) => {
        const read = await loadResources(work, id)
        if (!read) return undefined
        const circle = { id, ...(await loadKitCircle(work, id)) }
        const [agreements, taken] = [await kitSources.agreements(work, id), await kitSources.taken(work, id)]
        const resources = read.resources.map(({ resource }) => viewResource(resource, read.today))
        return { circle, resources, agreements, taken, today: read.today }
      },
      allow: (actor, { circle }) => mayUseResources(actor, circle),
      view: (_, kit) => composeKit(kit),
    }),
  )
