import { createKeyring } from '@tend/server/keys/seal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { input, readyCircle, words } from './circle.ts'

let home: Awaited<ReturnType<typeof readyCircle>>
const slack = { team: 'T0123456', user: 'U0000001', name: 'Sky' }
beforeAll(async () => {
  home = await readyCircle()
  await home.server.asService().v1.slack.team.$put({ json: { team: slack.team } })
  await home.server.asSlack(slack).v1.me.$get()
})
afterAll(() => home.server.stop())

const wordsStayOut = (on: boolean) =>
  home.server.work(({ trx }) => trx.updateTable('circle').set({ words_never_through_slack: on }).where('id', '=', home.circleId).execute())
const v1 = () => home.server.asSlack(slack).v1
const code = async (answer: { json(): Promise<unknown> }) => ((await answer.json()) as { error?: { code: string } }).error?.code
const draft = { param: { key: 'V1' }, json: { page: 'words' as const, answers: { words } } }

describe('a circle whose words never pass through Slack', () => {
  it('refuses a token of Slack that raises, reads, writes back or drafts, with one plain sentence', async () => {
    await wordsStayOut(false)
    const { id } = (await (await v1().concerns.$post({ json: input(home.circleId) })).json()) as { id: string }
    await v1()['concern-drafts'][':key'].$put(draft)
    await wordsStayOut(true)
    const raised = await v1().concerns.$post({ json: input(home.circleId) })
    expect([raised.status, await raised.clone().text()]).toMatchObject([409, expect.stringContaining('open Tend in your browser')])
    const answers = [
      raised,
      await v1().concerns[':id'].$get({ param: { id } }),
      await v1().concerns[':id'].replies.$post({ param: { id }, json: { words, to: null } }),
      await v1()['concern-drafts'][':key'].$put(draft),
      await v1()['concern-drafts'][':key'].$get({ param: { key: 'V1' } }),
    ]
    for (const answer of answers) expect(await code(answer)).toBe('not_through_slack')
    const list = await (await v1().concerns.$get()).text()
    expect(list).toContain(id)
    expect(list).not.toContain(words)
    // Taking back needs no words and stays at hand.
    expect((await v1().concerns[':id'].withdraw.$post({ param: { id } })).status).toBe(200)
  })

  it('refuses a steward in Slack who opens, and lets them open it in the browser', async () => {
    await wordsStayOut(false)
    await home.server.work(async ({ trx, workspaceId }) => {
      const { id } = await trx.selectFrom('member').select('id').where('slack_user', '=', slack.user).executeTakeFirstOrThrow()
      const term = { member_id: id, role: 'steward' as const, until_day: '2099-01-01', appointed_by: id, appointed_on: '2026-11-23' }
      await trx
        .insertInto('appointment')
        .values({ workspace_id: workspaceId, circle_id: home.circleId, ...term })
        .execute()
    })
    const { id } = (await (await home.server.as(home.noor).v1.concerns.$post({ json: input(home.circleId) })).json()) as { id: string }
    await wordsStayOut(true)
    const opened = await v1()['given-concerns'][':id'].open.$post({ param: { id } })
    expect(await opened.clone().text()).not.toContain(words)
    expect(await code(opened)).toBe('not_through_slack')
    expect(await (await v1()['given-concerns'].$get()).text()).toContain('"waiting"')
    expect((await home.server.as(home.ada).v1['given-concerns'][':id'].open.$post({ param: { id } })).status).toBe(200)
    await wordsStayOut(false)
    expect((await v1()['given-concerns'][':id'].open.$post({ param: { id } })).status).toBe(200)
  })
})

describe('the log of requests', () => {
  it('tells no hour at which anybody raised, read or refused anything; they are only counted', async () => {
    await wordsStayOut(false)
    const [before, counted] = [home.server.lines.length, home.server.kernel.counts.requests]
    const noor = home.server.as(home.noor).v1
    const { id } = (await (await noor.concerns.$post({ json: input(home.circleId) })).json()) as { id: string }
    await noor.concerns.$post({ json: { ...input(home.circleId), recipients: [home.dee.id] } })
    await noor.concerns[':id'].$get({ param: { id } })
    await noor['concern-drafts'][':key'].$put(draft)
    await home.server.as(home.ada).v1['given-concerns'][':id'].open.$post({ param: { id } })
    await home.server.as(home.dee).v1['given-concerns'][':id'].open.$post({ param: { id } })
    expect(home.server.lines.slice(before)).toEqual([])
    expect(home.server.kernel.counts.requests).toBe(counted + 6)
    await noor.me.$get()
    expect(home.server.lines.slice(before)).toHaveLength(1)
  })

  it('still says that something broke on our side, without saying what was asked for', async () => {
    const { keyring } = home.server.kernel
    Object.assign(home.server.kernel, { keyring: createKeyring(Buffer.alloc(32, 7)) })
    const before = home.server.lines.length
    const answer = await home.server.as(home.noor).v1.concerns.$get()
    Object.assign(home.server.kernel, { keyring })
    expect(answer.status as number).toBe(500)
    expect(home.server.lines.slice(before).join()).toContain('"level":"error"')
  })
})
