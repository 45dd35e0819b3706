import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../../tests/support/cast.ts'
import { type SlackWorld, slackWorld } from '../../tests/support/slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }] })
})
afterAll(() => world.stop())

/** The code as the page on the server gives it. */
async function codeFromPage(): Promise<string> {
  const { json } = await ask(world.server, undefined, 'POST', '/v1/pairing-codes', undefined, {
    authorization: `Setup ${world.server.setupSecret}`,
  })
  return String(json.code)
}

describe('a circle that people come to by Slack before anybody paired a browser', () => {
  it('says in the Home and with /tend how one becomes its facilitator', async () => {
    const noor = world.person('noor')
    expect(await noor.homeReads()).toContain('Nobody facilitates this circle')
    await noor.command()
    await noor.sees('menu')
    expect(noor.reads).toContain('Whoever pairs a browser on Tend’s own page comes to facilitate it')
    expect(noor.reads).not.toContain('Choose the channel of the weekly digest')
    await noor.dismiss()
  })

  it('has the first person who pairs one as facilitator and steward; those who came by Slack are members', async () => {
    await world.memberId('luis')
    const paired = await ask(world.server, undefined, 'POST', '/v1/devices', { code: await codeFromPage(), displayName: 'Noor' })
    const me = await ask(world.server, String(paired.json.token), 'GET', '/v1/me')
    expect(me.json.circles).toMatchObject([{ roles: expect.arrayContaining(['facilitator', 'steward']) }])
    expect(await world.person('luis').homeReads()).not.toContain('Nobody facilitates this circle')

    const noor = world.person('noor')
    await noor.command('connect')
    await noor.sees('connect')
    expect(noor.reads, 'a server without a public address is reached where it runs').not.toMatch(/address|https?:/)
    const code = noor.reads.match(/[A-Z0-9]{4}-[A-Z0-9]{4}/)?.[0]
    await noor.dismiss()
    expect(await ask(world.server, String(paired.json.token), 'POST', '/v1/me/slack', { code })).toMatchObject({ status: 200 })
    await noor.command()
    await noor.sees('menu')
    expect(noor.reads, 'a facilitator in Slack too').toContain('Choose the channel of the weekly digest')
  })
})
