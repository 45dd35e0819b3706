import { tick } from '@tend/server/jobs/tick'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readable, type SlackPerson } from '../support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

const LINK = 'https://riverside.slack.com/archives/'
const message = { ts: '1700000000.000100', text: 'MESSAGETEXT: nights again for the same two people' }

let world: SlackWorld
let noor: SlackPerson
let ana: SlackPerson
beforeAll(async () => {
  world = await slackWorld({ people: [{ name: 'noor' }, { name: 'luis' }, { name: 'ana' }] })
  await readyCircleInSlack(world, ['luis', 'ana'], 'ana')
  noor = world.person('noor')
  ana = world.person('ana')
})
afterAll(() => world.stop())

const digests = () => world.slack.messages(world.slack.channel('circle'))

describe('something put on the back burner from a Slack message', () => {
  it('is parked with a link that only its parker sees, and with nothing of the message', async () => {
    await noor.messageShortcut('park_item', { ...message, channel: world.slack.channel('circle') })
    await noor.sees('park_item')
    expect(noor.reads).toContain('Your circle will read the title and both answers.')
    expect(noor.values.link?.link?.value).toBe(`${LINK}${world.slack.channel('circle')}/p1700000000000100`)
    expect(JSON.stringify(noor.view)).not.toContain('MESSAGETEXT')
    noor.fill('title', 'Who carries the night shifts')
    noor.fill('why', 'The same two people are tired')
    await noor.submit()
    expect(noor.reads).toContain('It is on the back burner.')
    await noor.dismiss()
  })

  it('takes no mention of a person in its title, and keeps the page', async () => {
    await noor.messageShortcut('park_item', { ...message, channel: world.slack.channel('circle') })
    await noor.sees('park_item')
    noor.fill('title', 'What <@U123456> did')
    noor.fill('why', 'still here')
    await noor.submit()
    expect(noor.errors.title).toBe('Your circle will read this title: name the thing, not a person.')
    expect(noor.values.why?.why?.value).toBe('still here')
    await noor.dismiss()
  })

  it('shows the link to its parker and to nobody else', async () => {
    for (const [name, sees] of [
      ['noor', true],
      ['luis', false],
    ] as const) {
      const person = world.person(name)
      await person.command()
      await person.sees('menu')
      await person.press('show_backburner')
      await person.sees('backburner')
      expect(person.reads).toContain('Who carries the night shifts')
      expect(person.reads.includes(LINK)).toBe(sees)
      await person.dismiss()
    }
  })

  it('asks for attention when the clock says so, on the Home in words', async () => {
    await noor.openHome()
    await until('the Home is there', () => world.slack.homes.has(noor.id))
    expect(readable(noor.home.blocks)).toContain('Nothing on the back burner asks for attention.')
    world.server.pass({ days: 22 })
    await tick(world.server.kernel, true)
    await noor.openHome()
    await until('the Home has changed', () => readable(noor.home.blocks).includes('One thing on the back burner asks for attention:'))
    expect(readable(noor.home.blocks)).toContain('Who carries the night shifts')
    expect(JSON.stringify(noor.home)).not.toContain('riverside.slack.com/archives')
  })

  it('gets a line in the weekly digest, once a facilitator has chosen the channel', async () => {
    await ana.command()
    await ana.sees('menu')
    await ana.press('choose_channel')
    await ana.sees('choose_channel')
    const picker = JSON.stringify(ana.view.blocks)
    expect(picker).toContain('"exclude_external_shared_channels":true')
    ana.fill('channel', world.slack.channel('circle'))
    await ana.submit()
    expect(ana.reads).toContain('/invite @Tend')
    await ana.dismiss()
    // The clock moves one hour at a time, and no further once the digest is planned: a clock that runs away leaves the worker's tokens
    // behind.
    const planned = () => world.server.lines.some((line) => line.includes('"tick.digests"'))
    for (let hour = 0; hour < 24 * 8 && !planned(); hour += 1) {
      world.server.pass({ hours: 1 })
      await tick(world.server.kernel, true)
    }
    await until('a digest is posted', () => digests().length > 0, 20_000)
    const said = digests()
      .map(({ blocks }) => readable(blocks))
      .join('\n')
    expect(said).toContain('Who carries the night shifts')
    expect(said).not.toMatch(/tired|MESSAGETEXT|archives/)
  })

  it('is looked after: then it simmers on', async () => {
    await noor.press('backburner_home', { home: true })
    await noor.sees('backburner')
    await noor.press('tend_item')
    await until('it says so', () => noor.reads.includes('It simmers on.'))
    expect(noor.reads).toContain('Simmering')
    await noor.dismiss()
  })
})

describe('a repair that grows from it', () => {
  it('begins from the back burner and is acknowledged from the digest’s button, shared when one says so', async () => {
    await ana.command()
    await ana.sees('menu')
    await ana.press('show_backburner')
    await ana.sees('backburner')
    await ana.press('show_item')
    await ana.sees('item')
    await ana.press('open_repair')
    await ana.sees('open_repair')
    expect(ana.values.title?.title?.value).toBe('Who carries the night shifts')
    await ana.submit()
    expect(ana.reads).toContain('It is open. Nothing is expected of anybody yet.')
    await ana.dismiss()
    await noor.openHome()
    await until('the Home shows it', () => readable(noor.home.blocks).includes('One thing is being tended:'))
    await noor.press('acknowledge', { home: true })
    await noor.sees('acknowledge')
    noor.fill('words', 'We let the nights fall on two people and did not look.')
    await noor.choose('share', 'share')
    await noor.submit()
    expect(noor.reads).toContain('Your circle can read it now.')
    await noor.dismiss()
    await noor.command()
    await noor.sees('menu')
    await noor.press('acknowledge_here')
    await noor.sees('acknowledge')
    await noor.dismiss()
  })
})
