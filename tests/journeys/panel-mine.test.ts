import type { AddressInfo } from 'node:net'
import type { serve } from '@hono/node-server'
import { planDueDigests } from '@tend/server/digests/store'
import type { RaiseConcern } from '@tend/shared/concerns/schema'
import { nextDigest } from '@tend/shared/digests/due'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRaise } from '../../shared/test/concerns/a-concern.ts'
import { addContacts } from '../support/cast.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { pairedPanel, store, troubles } from '../support/panel.ts'
import { type TestMember, type TestServer, testServer } from '../support/server.ts'

const TEAM = 'T000000001'
const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }

let server: TestServer
let http: ReturnType<typeof serve>
let browser: Browser
let panel: Page
let sol: TestMember
let ren: TestMember
let noor: TestMember
beforeAll(async () => {
  server = await testServer({ jobs: true })
  await addContacts(server)
  sol = await server.member('Sol', { roles: ['facilitator', 'steward'] })
  ren = await server.member('Ren', { roles: ['steward'] })
  noor = await server.member('Noor نور 🌿')
  browser = await startChromium({ extension: e2eExtension })
  ;({ panel, http } = await pairedPanel(browser, server, sol))
})
afterAll(async () => {
  await browser?.close()
  http?.close()
  await server?.stop()
})

const button = (name: string) => panel.getByRole('button', { name, exact: true })
const room = (id: string) => panel.locator(`section[aria-labelledby=${id}]`)
async function open(tab: string): Promise<void> {
  await panel.getByRole('tab', { name: 'Now' }).click()
  await panel.getByRole('tab', { name: tab }).click()
}
type Given = Pick<RaiseConcern, 'recipients' | 'words' | 'help' | 'nameGiven'> & Partial<RaiseConcern>
async function raise(who: TestMember, given: Given): Promise<string> {
  const json = aRaise({ circleId: server.home.circleId, tier: 'stewards', ...given })
  const answer = await server.as(who).v1.concerns.$post({ json })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

describe('a concern given to a steward', () => {
  let id: string
  it('is there without a word of it until it is opened', async () => {
    id = await raise(noor, { recipients: [sol.id], words: 'I was talked over, three times.', help: ['acknowledgement'], nameGiven: true })
    await open('Mine')
    await room('given').getByText('Not opened yet').waitFor()
    expect(await panel.locator('body').innerText()).not.toContain('talked over')
  })

  it('opens with its words and the name that was given, and leaves neither on the disk', async () => {
    await button('Open').click()
    await panel.getByText('I was talked over, three times.').waitFor()
    expect(await room('given').innerText()).toContain('From Noor نور 🌿')
    expect(await troubles(panel)).toEqual([])
    expect(JSON.stringify(await keptBy(browser, 'local'))).not.toContain('talked over')
    expect(JSON.stringify(await keptBy(browser, 'session'))).not.toContain('talked over')
  })

  it('“heard” reaches the person who raised it', async () => {
    await button('I have heard this').click()
    await panel.getByText('The person can see that you have heard it.').waitFor()
    const mine = await (await server.as(noor).v1.concerns[':id'].$get({ param: { id } })).json()
    expect(mine).toMatchObject({ recipients: [{ memberId: sol.id, state: 'heard' }] })
  })

  it('can be stepped back from, after one question', async () => {
    await button('Step back').click()
    await button('Step back').click()
    await panel.getByText('You stepped back. The person sees that, and no reason.').waitFor()
    expect(await panel.locator('body').innerText()).not.toContain('talked over')
  })
})

describe('my own concerns', () => {
  it('say to whom they were given and what became of it, and are withdrawn', async () => {
    await raise(sol, { recipients: [ren.id], words: `Something I saw, ${'and heard, '.repeat(40)}`, help: [], nameGiven: true })
    await open('Mine')
    await room('my-concerns').getByText('If somebody is in danger now').waitFor()
    const lines = await room('my-concerns')
      .locator('.clip')
      .evaluate((words) => words.clientHeight / Number.parseFloat(getComputedStyle(words).lineHeight))
    expect(Math.round(lines), 'a long concern is two lines until it is opened').toBe(2)
    await room('my-concerns').locator('summary').click()
    await room('my-concerns').getByText('Ren has not opened it yet').waitFor()
    server.pass({ days: 3 })
    await server.work(({ trx }) => trx.updateTable('member').set({ no_new_ones: true }).where('id', '=', ren.id).execute())
    await open('Mine')
    await room('my-concerns').locator('summary').click()
    await room('my-concerns').getByText('Ren has not opened it yet; takes no new ones for now').waitFor()
    await room('my-concerns').getByText('Nobody has opened it yet. Those it was given to were reminded once').waitFor()
    await server.work(({ trx }) => trx.updateTable('member').set({ no_new_ones: false }).where('id', '=', ren.id).execute())
    expect(await troubles(panel)).toEqual([])
    await button('Withdraw').click()
    await button('Withdraw').click()
    await room('my-concerns').getByText('Withdrawn', { exact: true }).waitFor()
  })

  it('are deleted for good', async () => {
    await button('Delete').click()
    await button('Delete').click()
    await panel.getByText('What you raise is here, for you alone.').waitFor()
    expect(await (await server.as(sol).v1.concerns.$get()).json()).toEqual({ items: [], next: null })
  })

  it('are given to somebody else too, who is chosen anew when they cannot receive it by now; a server that is away changes nothing', async () => {
    const mo = await server.member('Mo مو', { roles: ['steward'] })
    const kai = await server.member('Kai', { roles: ['steward'] })
    const words = 'I was passed over again.'
    const id = await raise(sol, { recipients: [ren.id], leftOut: [kai.id], words, help: [], nameGiven: false })
    await open('Mine')
    const mine = room('my-concerns')
    await mine.locator('summary').click()
    await button('Give it to somebody else too').click()
    await mine.getByRole('checkbox', { name: 'Mo مو' }).waitFor()
    expect(await mine.getByRole('checkbox').count(), 'who has it and who was left out are not offered').toBe(1)
    expect(await mine.getByRole('checkbox', { checked: true }).count()).toBe(0)
    await button('Next').click()
    await mine.getByText('Choose at least one steward.').waitFor()
    await mine.getByRole('checkbox', { name: 'Mo مو' }).check()
    await button('Next').click()
    await mine.getByText('Mo مو will see exactly this:').waitFor()
    expect(await mine.locator('.card').innerText()).toContain('Their name is not given · It happened to them')
    expect(await mine.locator('.card').innerText()).toContain(words)
    expect(await panel.evaluate(() => document.activeElement?.textContent)).toBe('This is what will happen')
    expect(await troubles(panel)).toEqual([])
    await server.as(mo).v1.me.away.$put({ json: { away: true } })
    await button('Give it to them').click()
    await mine.getByText('For now there is nobody else among the stewards who could receive it.').waitFor()
    await mine.getByText('Somebody you picked is not a steward here, or takes no new ones for now.').waitFor()
    await server.as(mo).v1.me.away.$put({ json: { away: false } })
    await button('Not now').click()
    await button('Give it to somebody else too').click()
    await mine.getByRole('checkbox', { name: 'Mo مو' }).check()
    await button('Next').click()
    const { port } = http.address() as AddressInfo
    await new Promise((done) => {
      http.close(done)
      if ('closeAllConnections' in http) http.closeAllConnections()
    })
    await button('Give it to them').click()
    await mine.getByText('The server did not answer. Nothing is lost').waitFor()
    await mine.getByText('Mo مو will see exactly this:').waitFor()
    await new Promise<void>((done) => http.listen(port, '127.0.0.1', done))
    await button('Give it to them').click()
    await panel.getByText('It is given to Mo مو too.').waitFor()
    await mine.getByText('Mo مو has not opened it yet').waitFor()
    const read = await server.as(mo).v1['given-concerns'][':id'].open.$post({ param: { id } })
    expect(await read.json()).toMatchObject({ words, from: null })
    await server.as(sol).v1.concerns[':id'].$delete({ param: { id } })
    await open('Mine')
  })
})

describe('notes from calls', () => {
  it('are here in any writing, and each can be deleted', async () => {
    const at = '2026-11-20T10:00:00Z'
    await store(browser, {
      'call.notes': [
        { id: '1', at, kind: 'landed_hard', beside: '', text: 'ضحكوا بعد كلامي 🌱' },
        { id: '2', at, kind: 'prompt', beside: 'What helped today?', text: 'a walk' },
      ],
    })
    await room('notes').getByText('ضحكوا بعد كلامي 🌱').waitFor()
    await button('Delete: a walk').click()
    await button('Delete').click()
    await expect.poll(async () => (await keptBy(browser, 'local'))['call.notes']).toMatchObject([{ id: '1' }])
  })
})

describe('what others began', () => {
  const circle = () => ({ param: { id: server.home.circleId } })
  const idOf = async (answer: Promise<{ json(): Promise<unknown> }>) => ((await (await answer).json()) as { id: string }).id

  it('on the back burner: it touches me too, uncounted, and its link is not mine to see', async () => {
    const json = { title: 'Who carries the nights', why: '', effect: '', revisitOn: null, link: 'https://pod.slack.com/archives/C1/p1' }
    await server.as(noor).v1.circles[':id'].backburner.$post({ ...circle(), json })
    await open('Circle')
    await room('back-burner').locator('summary', { hasText: 'Who carries the nights' }).click()
    await button('It touches me too').click()
    await panel.getByText('Nobody sees who said so, or how many.').first().waitFor()
    expect(await panel.content()).not.toContain('pod.slack.com')
  })

  it('hidden at once by anybody: a steward who did neither brings it back', async () => {
    const { items } = (await (await server.as(noor).v1.circles[':id'].backburner.$get(circle())).json()) as { items: { id: string }[] }
    await server.as(noor).v1.backburner[':id'].hide.$post({ param: { id: items[0]?.id ?? '' } })
    await open('Circle')
    await panel.getByText('Nothing is simmering.').waitFor()
    await room('back-burner').locator('summary', { hasText: 'Set down, or out of sight' }).click()
    await room('back-burner').locator('summary', { hasText: 'Who carries the nights' }).click()
    await button('Bring it back').click()
    await panel.getByText('It is back in sight.').waitFor()
  })

  it('an acknowledgement of the circle: joined, once', async () => {
    const client = server.as(noor)
    const id = await idOf(client.v1.circles[':id'].repairs.$post({ ...circle(), json: { title: 'The March meeting', fromItemId: null } }))
    const json = { by: 'circle', words: 'We let it end like that.', how: 'in_writing' } as const
    await client.v1.repairs[':id'].acknowledgements.$post({ param: { id }, json })
    const { acknowledgements } = (await (await client.v1.repairs[':id'].$get({ param: { id } })).json()) as {
      acknowledgements: { id: string }[]
    }
    const ackId = acknowledgements[0]?.id ?? ''
    await open('Circle')
    await room('repairs').locator('summary', { hasText: 'The March meeting' }).click()
    expect(await room('repairs').innerText()).not.toContain('We let it end like that.')
    await client.v1.repairs[':id'].acknowledgements[':ackId'].share.$post({ param: { id, ackId } })
    await open('Circle')
    await room('repairs').locator('summary', { hasText: 'The March meeting' }).click()
    await button('I stand behind this too').click()
    await room('repairs').getByText('You stand behind this too').waitFor()
    expect(await button('I stand behind this too').count()).toBe(0)
  })
})

describe('a digest whose post has an unknown outcome', () => {
  it('is shown to facilitators, and posted again only on their word', async () => {
    const client = server.asService()
    expect((await client.v1.slack.team.$put({ json: { team: TEAM } })).status).toBe(200)
    const json = { ...time, slackChannel: 'C0123456789' }
    await server.as(sol).v1.circles[':id'].$patch({ param: { id: server.home.circleId }, json })
    server.setNow(nextDigest(time, server.now()).at)
    await planDueDigests(server.kernel)
    const claimed = (await (await client.v1.deliveries.claim.$post({ json: { max: 20 } })).json()) as {
      items: { id: string; attempt: number; message: { kind: string } }[]
    }
    const digest = claimed.items.find(({ message }) => message.kind === 'digest')
    if (!digest) throw new Error('The digest was not there to claim.')
    const attempt = { param: { id: digest.id }, json: { attempt: digest.attempt } }
    expect((await client.v1.deliveries[':id'].begin.$post(attempt)).status).toBe(200)
    const report = { param: { id: digest.id }, json: { attempt: digest.attempt, outcome: 'uncertain' as const } }
    expect((await client.v1.deliveries[':id'].report.$post(report)).status).toBe(200)
    await open('Circle')
    await room('deliveries').getByText('Slack did not say whether it was posted.').waitFor()
    expect(await troubles(panel)).toEqual([])
    await button('Post it again').click()
    await button('Post it again').click()
    await panel.getByText('It is on its way.').waitFor()
    await expect.poll(() => room('deliveries').count()).toBe(0)
  })
})

describe('settings, for somebody who does not facilitate', () => {
  it('are there to read', async () => {
    await server.work(({ trx }) =>
      trx
        .updateTable('appointment')
        .set({ member_id: noor.id })
        .where('member_id', '=', sol.id)
        .where('role', '=', 'facilitator')
        .execute(),
    )
    await open('Settings')
    await panel.getByText('Somebody who facilitates this circle can change these.').waitFor()
    await panel.getByText('Each Monday at 09:00, Europe/Madrid.').waitFor()
    expect(await button('Save these').count()).toBe(0)
    expect(await troubles(panel)).toEqual([])
  })
})

describe('removing everything from this device', () => {
  it('empties it, and the server takes the device back', async () => {
    const { pairing } = (await keptBy(browser, 'local')) as { pairing: { token: string } }
    await open('Settings')
    await button('Remove everything from this device').click()
    await button('Remove it all').click()
    await panel.getByLabel('Pairing code').waitFor()
    expect(await keptBy(browser, 'local')).toEqual({})
    // The device is empty before the server is asked, so an answer that takes long keeps nothing here.
    await expect.poll(async () => (await server.as(pairing).v1.me.$get()).json()).toMatchObject({ error: { code: 'device_revoked' } })
  })
})
