import { viewAgreement } from '@tend/shared/agreements/view'
import { viewForCircle } from '@tend/shared/backburner/view'
import { viewOwnPrompt } from '@tend/shared/prompts/view'
import { viewRepairForCircle } from '@tend/shared/repairs/view'
import { viewResource } from '@tend/shared/resources/view'
import { viewRound } from '@tend/shared/rounds/view'
import { dayIn } from '@tend/shared/zone'
import { loadAgreements } from '../agreements/store.ts'
import { loadItems } from '../backburner/store.ts'
import type { Kernel } from '../kernel.ts'
import { loadCircle } from '../members/store.ts'
import { loadPrompts } from '../prompts/store.ts'
import { loadRepairs } from '../repairs/store.ts'
import { loadResources } from '../resources/store.ts'
import { loadRounds } from '../rounds/store.ts'
import { theClock, type Work, workAs } from '../work.ts'

const ALL = { after: undefined, limit: 1_000_000 }

/**
 * Exports what the circles of a workspace read together, read as nobody: titles, cleared needs, shared acknowledgements, changes,
 * agreements, resources, gathered rounds and their own prompts. Concerns, parts, rests, supports, drafts and reflections are out of its
 * reach.
 */
export function exportCircles(kernel: Kernel, workspaceId: string) {
  return workAs(kernel, theClock(workspaceId), async (work) => {
    const rows = await work.trx.selectFrom('circle').select('id').where('workspace_id', '=', workspaceId).orderBy('id').execute()
    const circles = []
    for (const { id } of rows) circles.push(await exportCircle(work, id))
    return { workspace: workspaceId, circles }
  })
}

async function exportCircle(work: Work, id: string) {
  const circle = await loadCircle(work, id)
  if (!circle) throw new Error('A circle that is there can be read.')
  const { people, appointments, ...settings } = circle
  const names = new Map(people.map((one) => [one.id, one.displayName]))
  return {
    ...settings,
    people: people.map(({ displayName, guest }) => ({ displayName, guest })),
    appointments: appointments.map(({ memberId, role, untilDay }) => ({ displayName: names.get(memberId) ?? null, role, untilDay })),
    ...(await whatItTends(work, id)),
    ...(await whatItLeansOn(work, id)),
    ...(await whatItSays(work, id)),
  }
}

async function whatItTends(work: Work, id: string) {
  const items = await loadItems(work, id)
  const repairs = await loadRepairs(work, id)
  return {
    backBurner: (items?.items ?? [])
      .filter(({ state }) => state !== 'hidden')
      .map((item) => {
        // Nothing of it belongs to one person.
        const {
          echoedByMe: _,
          link: __,
          parkedByMe: ___,
          ...seen
        } = viewForCircle(item, items?.circle ?? { people: 0, floor: 0 }, dayIn(items?.circle.timeZone ?? 'UTC', work.now))
        return seen
      }),
    repairs: (repairs?.repairs ?? []).map((repair) =>
      viewRepairForCircle(repair, repairs?.context ?? { today: work.today, names: new Map() }),
    ),
  }
}

async function whatItLeansOn(work: Work, id: string) {
  const agreements = await loadAgreements(work, id, undefined, false)
  const resources = await loadResources(work, id, ALL)
  const rounds = await loadRounds(work, id, ALL)
  const nobody = { roles: new Map() }
  return {
    agreements: (agreements?.agreements ?? []).map((one) => viewAgreement(one, agreements?.today ?? work.today)),
    resources: (resources?.resources ?? []).map(({ resource, today }) => viewResource(resource, today)),
    rounds: (rounds?.rounds ?? []).map((round) => {
      const { myAnswer: _, mayGather: __, ...seen } = viewRound(nobody, round, rounds?.names ?? new Map())
      return seen
    }),
  }
}

async function whatItSays(work: Work, id: string) {
  const prompts = await loadPrompts(work, id)
  return { prompts: (prompts?.own ?? []).map(viewOwnPrompt), promptsNotSaid: prompts?.off ?? [] }
}
