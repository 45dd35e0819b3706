import { begin, letGo, link, write } from '@tend/shared/rounds/decide'
import { isItsWriter } from '@tend/shared/rounds/policy'
import { LinkReflection, ReflectionView, WriteReflection } from '@tend/shared/rounds/schema'
import type { Reflection } from '@tend/shared/rounds/state'
import { viewReflection } from '@tend/shared/rounds/view'
import { Hono } from 'hono'
import { handle } from '../handle.ts'
import { PageQuery, paged, readPage, turnPage } from '../http/cursor.ts'
import { describe, IdAnswer, ids, validate } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { countReflections, deleteReflection, loadReflection, loadReflections, saveReflection } from './reflection-store.ts'

const answerId = ({ id }: Reflection) => ({ id })
/** A reflection is found by its writer's tag, so a person finds none but their own. */
const onReflection = { unnamed: true, load: loadReflection, allow: isItsWriter, save: saveReflection, answer: answerId } as const

/** "I may have hurt someone": four questions to oneself. Nobody is told, and nothing that others raised can be reached from here. */
export const reflectionRoutes = new Hono<TendEnv>()
  .post(
    '/reflections',
    describe('I may have hurt someone: begins to reflect, for oneself.', IdAnswer, 201),
    validate('json', WriteReflection),
    (c) =>
      handle.command(c, c.req.valid('json'), {
        name: 'reflection.begin',
        unnamed: true,
        created: true,
        load: countReflections,
        allow: () => true,
        decide: begin,
        save: saveReflection,
        answer: answerId,
      }),
  )
  .get('/reflections', describe('What I wrote for myself, newest first.', paged(ReflectionView)), validate('query', PageQuery), (c) =>
    handle.query(
      c,
      {},
      {
        name: 'reflection.list',
        load: async (work) => {
          const page = readPage(work, 'reflections', c.req.valid('query'))
          const read = page && (await loadReflections(work, page))
          return (
            read &&
            turnPage(
              work,
              'reflections',
              page,
              read.map((reflection) => ({ id: reflection.id, day: reflection.begunOn, reflection })),
            )
          )
        },
        allow: (actor, { page }) => page.every(({ reflection }) => isItsWriter(actor, reflection)),
        view: (actor, { page, next }) => ({ items: page.map(({ reflection }) => viewReflection(actor, reflection)), next }),
      },
    ),
  )
  .get('/reflections/:id', describe('One thing I wrote for myself.', ReflectionView), ids('id'), (c) =>
    handle.query(c, c.req.valid('param'), { name: 'reflection.read', load: loadReflection, allow: isItsWriter, view: viewReflection }),
  )
  .put('/reflections/:id', describe('Writes on, or differently.', IdAnswer), ids('id'), validate('json', WriteReflection), (c) =>
    handle.command(
      c,
      { answers: c.req.valid('json'), ...c.req.valid('param') },
      { ...onReflection, name: 'reflection.write', decide: (reflection, { answers }) => write(reflection, answers) },
    ),
  )
  .put('/reflections/:id/links', describe('What grew from it, for me alone.', IdAnswer), ids('id'), validate('json', LinkReflection), (c) =>
    handle.command(
      c,
      { links: c.req.valid('json'), ...c.req.valid('param') },
      { ...onReflection, name: 'reflection.link', decide: (reflection, { links }) => link(reflection, links) },
    ),
  )
  .delete('/reflections/:id', describe('Lets it go, for good.', IdAnswer), ids('id'), (c) =>
    handle.command(c, c.req.valid('param'), { ...onReflection, name: 'reflection.let_go', decide: letGo, save: deleteReflection }),
  )
