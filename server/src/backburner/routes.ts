import { echo, hide, park, pickUp, postpone, restore, setDown, shareLink, tend } from '@tend/shared/backburner/decide'
import { mayRestoreItem, maySeeItem, mayShareLink, mayShowHistory, mayUseBackBurner } from '@tend/shared/backburner/policy'
import { BackBurnerView, ItemHistory, ParkItem, PostponeItem, SetDownItem, ShareLink, ShowHistory } from '@tend/shared/backburner/schema'
import type { BackBurnerItem } from '@tend/shared/backburner/state'
import { viewHistory, viewItem } from '@tend/shared/backburner/view'
import type { Actor } from '@tend/shared/members/schema'
import { ok } from '@tend/shared/result'
import { dayIn } from '@tend/shared/zone'
import { Hono } from 'hono'
import * as v from 'valibot'
import { handle } from '../handle.ts'
import { cutPage, paged, readPage, turnPage, WidePage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { loadCircleAround } from '../members/circle.ts'
import { insertItem, type LoadedItem, loadHistory, loadItem, loadItems, saveItem, showHistory } from './store.ts'

const seen = (actor: Actor, { item }: LoadedItem) => maySeeItem(actor, item)
const answer = ({ id }: BackBurnerItem) => ({ id })
const HistoryPage = v.object({ ...ItemHistory.entries, next: paged(ItemHistory).entries.next })
/** A verb on one item. Who parked, echoed or hid is not recorded: such events carry no actor. */
const onItem = { load: loadItem, allow: seen, save: saveItem, answer }
const unnamed = { ...onItem, unnamed: true }

/** The back burner of a circle, and what may be done with an item on it. */
export const backburnerRoutes = new Hono<TendEnv>()
  .post(
    '/circles/:id/backburner',
    describe('Puts an issue on the back burner.', IdAnswer, 201),
    ids('id'),
    validate('json', ParkItem),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('json'), circleId: c.req.valid('param').id },
        {
          name: 'backburner.park',
          unnamed: true,
          created: true,
          load: (work, { circleId }) => loadCircleAround(work, circleId),
          allow: mayUseBackBurner,
          decide: (circle, { circleId: _, ...input }, given) => park(circle, input, given),
          save: insertItem,
          answer,
        },
      ),
  )
  .get(
    '/circles/:id/backburner',
    describe('What is on the back burner of a circle, oldest first.', paged(BackBurnerView)),
    ids('id'),
    validate('query', WidePage),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'backburner.list',
        load: async (work, { id }) => {
          const list = `backburner ${id}`
          const page = readPage(work, list, { limit: '100', ...c.req.valid('query') })
          const loaded = page && (await loadItems(work, id, page))
          if (!page || !loaded) return undefined
          const read = loaded.items.map((item) => ({ id: item.id, day: item.parkedOn, item }))
          return { circle: loaded.circle, today: dayIn(loaded.circle.timeZone, work.now), ...turnPage(work, list, page, read) }
        },
        allow: (actor, { circle }) => mayUseBackBurner(actor, circle),
        view: (actor, { page, next, circle, today }) => ({
          items: page.filter(({ item }) => maySeeItem(actor, item)).map(({ item }) => viewItem(item, circle, today)),
          next,
        }),
      }),
  )
  .put(
    '/circles/:id/backburner/history',
    describe('Whether a circle reads what happened to its items, in weeks (facilitators).', IdAnswer),
    ids('id'),
    validate('json', ShowHistory),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          name: 'backburner.show_history',
          load: (work, { id }) => loadCircleAround(work, id),
          allow: mayShowHistory,
          decide: ({ id }, { shown }) => ok({ state: { id, shown }, events: [] }),
          save: showHistory,
          answer: ({ id }) => ({ id }),
        },
      ),
  )
  .get(
    '/backburner/:id/history',
    describe('What happened to an item, in weeks, if its circle reads that.', HistoryPage),
    ids('id'),
    validate('query', WidePage),
    (c) =>
      handle.query(c, c.req.valid('param'), {
        name: 'backburner.history',
        load: async (work, input) => {
          const loaded = await loadHistory(work, input)
          const cut = loaded && cutPage(work, `history ${input.id}`, c.req.valid('query'), loaded.happened, ({ id }) => id)
          return loaded && cut && { ...loaded, ...cut }
        },
        allow: (actor, { item }) => maySeeItem(actor, item),
        view: (_, { shown, page, next, today }) => ({ ...viewHistory(shown, page, today), next }),
      }),
  )
  .put(
    '/backburner/:id/link',
    describe('Lets the circle open the link too, or takes that back (its parker).', IdAnswer),
    ids('id'),
    validate('json', ShareLink),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          ...unnamed,
          name: 'backburner.share_link',
          allow: (actor, { item }) => mayShareLink(actor, item),
          decide: ({ item }, input) => shareLink(item, input),
        },
      ),
  )
  .post('/backburner/:id/echo', describe('It touches me too: once a person, counted nowhere on a screen.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...unnamed, name: 'backburner.echo', decide: ({ item }) => echo(item) }),
  )
  .post('/backburner/:id/tend', describe('Somebody looked after it: it simmers on.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onItem, name: 'backburner.tend', decide: (thing, _, given) => tend(thing, given) }),
  )
  .post('/backburner/:id/postpone', describe('Leaves it until a day.', IdAnswer), ids('id'), validate('json', PostponeItem), (c) =>
    handle.command(
      c,
      { ...c.req.valid('param'), ...c.req.valid('json') },
      { ...onItem, name: 'backburner.postpone', decide: (thing, input, given) => postpone(thing, input, given) },
    ),
  )
  .post('/backburner/:id/pick-up', describe('The circle takes it up.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onItem, name: 'backburner.pick_up', decide: ({ item }) => pickUp(item, null) }),
  )
  .post(
    '/backburner/:id/set-down',
    describe('Sets it down, with a reason or none.', IdAnswer),
    ids('id'),
    validate('json', SetDownItem),
    (c) =>
      handle.command(
        c,
        { ...c.req.valid('param'), ...c.req.valid('json') },
        {
          ...onItem,
          name: 'backburner.set_down',
          decide: ({ item }, input) => setDown(item, input),
        },
      ),
  )
  .post('/backburner/:id/hide', describe('Any member, at once, no reason: out of sight.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...unnamed, name: 'backburner.hide', decide: ({ item }) => hide(item) }),
  )
  .post('/backburner/:id/restore', describe('Back in sight, by a steward who neither parked nor hid it.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), {
      ...onItem,
      name: 'backburner.restore',
      allow: (actor, { item }) => mayRestoreItem(actor, item) || (item.state !== 'hidden' && maySeeItem(actor, item)),
      decide: ({ item }) => restore(item),
    }),
  )
