import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readyCircleInSlack, type SlackWorld, setCircle, slackWorld } from '../../tests/support/slack-world.ts'
import { until } from '../../tests/support/until.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await slackWorld({
    people: [{ name: 'noor' }, { name: 'ana', admin: true }, { name: 'luis' }, { name: 'mia' }],
    operator: 'Riverside Coop',
  })
  await readyCircleInSlack(world, ['ana', 'luis', 'mia'])
})
afterAll(() => world.stop())

const noor = () => world.person('noor')
const on = (page: string) => noor().sees(page)

async function begin(): Promise<void> {
  const before = noor().stack.length
  await noor().shortcut('raise_concern')
  await noor().opened(before)
  if (noor().view.callback_id === 'raise_draft') await noor().press('raise_let_go')
  await on('raise_help')
}

describe('raising a concern from Slack', () => {
  it('walks page by page in one modal and shows before sending exactly what each recipient will see', async () => {
    await begin()
    const id = noor().view.id
    expect(noor().reads).toMatch(/^A private concern\nIf somebody is in danger now: The night line, 555 0199/)
    await noor().choose('help', 'rest', 'acknowledgement')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_words')
    noor().fill('words', 'I was talked over <@U123> & nobody *said* anything')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_who')
    await noor().choose('tier', 'stewards')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_whom')
    const [ana, luis] = [await world.memberId('ana'), await world.memberId('luis')]
    await noor().choose('recipients', luis)
    await noor().choose('leftOut', ana)
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_name')
    await noor().choose('nameGiven', 'yes')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_review')
    expect(noor().reads).toContain('luis will see exactly this:')
    expect(noor().reads).toContain('From noor')
    expect(noor().reads).toContain('I was talked over <@U123> & nobody *said* anything')
    expect(noor().reads).toContain('Left out, without a trace: ana')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_done')
    expect(noor().reads).toContain('It is given to luis.')
    expect(noor().view.id, 'one modal, updated in place').toBe(id)
    await noor().dismiss()
  })

  it('keeps what is written when one goes back, and when one goes on again', async () => {
    await begin()
    await noor().submit()
    noor().fill('words', 'kept while going back')
    await noor().press('raise_back')
    await on('raise_help')
    await noor().choose('help', 'space')
    await noor().submit()
    expect(noor().values.words?.words?.value).toBe('kept while going back')
    await noor().press('raise_back')
    await on('raise_help')
    expect(noor().values.help?.help?.selected_options?.map(({ value }) => value)).toEqual(['space'])
    await noor().dismiss()
  })

  it('offers to go on with what was begun after Esc, in a new modal', async () => {
    await begin()
    await noor().choose('help', 'company')
    await noor().submit()
    noor().fill('words', 'still here after Esc')
    await noor().submit()
    await noor().dismiss()
    await noor().shortcut('raise_concern')
    await on('raise_draft')
    expect(noor().reads).toContain('You began something earlier. It is still here, as you left it.')
    expect(noor().reads, 'nothing of it is shown before one asks').not.toContain('still here after Esc')
    await noor().press('raise_go_on')
    await on('raise_who')
    await noor().press('raise_back')
    await on('raise_words')
    expect(noor().values.words?.words?.value).toBe('still here after Esc')
    await noor().dismiss()
  })

  it('never mixes two windows: each sends what it reviewed, and leaves what the other keeps', async () => {
    await begin()
    await noor().shortcut('raise_concern')
    await noor().opened(1)
    expect(noor().view.callback_id, 'the upper window begins before anything is kept').toBe('raise_help')
    await noor().submit()
    noor().fill('words', 'the second window')
    await noor().submit()
    await noor().dismiss()
    await noor().submit()
    noor().fill('words', 'the first window')
    for (const _ of ['words', 'who', 'name']) await noor().submit()
    expect(noor().reads).toContain('the first window')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_done')
    const mine = await myConcerns()
    expect(mine.map(({ words }) => words)).toContain('the first window')
    expect(mine.map(({ words }) => words)).not.toContain('the second window')
    expect(await keptForms(), 'the second window’s, under its own name').toBe(1)
    await noor().dismiss()
    await letAllGo()
  })

  it('keeps nothing of a form once it is sent, though it went on in another modal', async () => {
    await begin()
    await noor().submit()
    noor().fill('words', 'begun, closed and sent')
    await noor().submit()
    await noor().dismiss()
    await noor().shortcut('raise_concern')
    await on('raise_draft')
    await noor().press('raise_go_on')
    await on('raise_who')
    for (const _ of ['who', 'name']) await noor().submit()
    expect(await keptForms()).toBe(2)
    await noor().submit()
    await on('raise_done')
    expect((await myConcerns()).map(({ words }) => words)).toContain('begun, closed and sent')
    expect(await keptForms()).toBe(0)
    await noor().dismiss()
  })

  it('keeps nothing of a form once it is deleted, in whichever modal it was begun', async () => {
    await begin()
    await noor().submit()
    noor().fill('words', 'begun, closed and deleted')
    await noor().submit()
    await noor().dismiss()
    await noor().shortcut('raise_concern')
    await on('raise_draft')
    await noor().press('raise_let_go')
    await on('raise_help')
    expect(await keptForms()).toBe(0)
    await noor().dismiss()
  })

  it('says so, and offers it again, when a form cannot be deleted just now', async () => {
    await begin()
    await noor().submit()
    await noor().dismiss()
    await noor().shortcut('raise_concern')
    await on('raise_draft')
    const mend = broken(world, 'DELETE')
    await noor().press('raise_let_go')
    await until('a sentence says so', () => noor().reads.includes('Tend cannot be reached just now.'))
    mend()
    await noor().press('raise_let_go')
    await on('raise_help')
    expect(await keptForms()).toBe(0)
    await noor().dismiss()
  })

  it('deletes it also where it is still open: what stands there stays on its page, and is sent no more', async () => {
    await toReview('open here, deleted elsewhere')
    await begin()
    await noor().dismiss()
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_review')
    expect(noor().reads).toContain('This form is not kept here any more')
    expect(noor().reads).toContain('open here, deleted elsewhere')
    expect((await myConcerns()).map(({ words }) => words)).not.toContain('open here, deleted elsewhere')
    await noor().dismiss()
  })

  it('keeps the page open when it cannot be kept, and loses nothing', async () => {
    await begin()
    await noor().submit()
    noor().fill('words', 'while the server is away')
    const mend = broken(world, 'PUT')
    await noor().submit()
    expect(noor().errors).toEqual({ words: 'Tend cannot be reached just now. Nothing you wrote is lost; try again in a moment.' })
    expect(noor().values.words?.words?.value).toBe('while the server is away')
    mend()
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_who')
    await noor().dismiss()
  })

  it('stays on its page when the pages before are kept no more, instead of going on without them', async () => {
    await begin()
    await noor().submit()
    noor().fill('words', 'after the form was open for longer than a day')
    await letAllGo()
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_words')
    expect(noor().errors?.words).toContain('This form is not kept here any more')
    expect(noor().values.words?.words?.value).toBe('after the form was open for longer than a day')
    await noor().dismiss()
  })

  it('sends once, however often the button arrives', async () => {
    await toReview('pressed twice')
    const before = (await myConcerns()).length
    const press = () => world.slack.post({ kind: 'interactive', body: noor().submission() })
    await Promise.all([press(), press(), press()])
    expect((await myConcerns()).length).toBe(before + 1)
    await noor().dismiss()
  })

  it('asks to look again when who would receive it has changed since the review', async () => {
    await begin()
    await noor().submit()
    noor().fill('words', 'for the care team')
    await noor().submit()
    await noor().choose('tier', 'care_team')
    await noor().submit()
    await noor().submit()
    await noor().choose('nameGiven', 'no')
    await noor().submit()
    expect(noor().reads).toContain('ana, luis and mia will see exactly this:')
    const mia = world.core.clientFor({ team: 'T000000001', user: world.person('mia').id, name: 'mia', guest: false, admin: false })
    await mia.v1.me.away.$put({ json: { away: true } })
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_review')
    expect(noor().reads).toContain('Who would receive this has changed since you looked it over, so nothing was sent.')
    expect(noor().reads).toContain('ana and luis will see exactly this:')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_done')
    await mia.v1.me.away.$put({ json: { away: false } })
    await noor().dismiss()
  })

  it('says who of the stewards takes on nothing new, and does not offer them', async () => {
    const mia = world.core.clientFor({ team: 'T000000001', user: world.person('mia').id, name: 'mia', guest: false, admin: false })
    await mia.v1.me['new-ones'].$put({ json: { noNewOnes: true } })
    await begin()
    await noor().submit()
    await noor().submit()
    await noor().choose('tier', 'stewards')
    await noor().submit()
    expect(noor().reads).toContain('mia takes on nothing new for now.')
    await expect(noor().choose('recipients', await world.memberId('mia'))).rejects.toThrow()
    await mia.v1.me['new-ones'].$put({ json: { noNewOnes: false } })
    await noor().dismiss()
  })

  it('says beside the field that nobody is left to receive it', async () => {
    await begin()
    await noor().submit()
    await noor().submit()
    await noor().choose('tier', 'stewards')
    await noor().submit()
    const ana = await world.memberId('ana')
    await noor().choose('recipients', ana)
    await noor().choose('leftOut', ana)
    await noor().submit()
    expect(noor().errors.leftOut).toMatch(/^With these people left out, nobody is left to receive it/)
    expect(noor().view.callback_id).toBe('raise_whom')
    await noor().dismiss()
  })

  it('asks in a plain sentence for the day that is missing', async () => {
    await begin()
    for (const _ of ['help', 'words', 'who']) await noor().submit()
    await noor().choose('keep', 'until_day')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_name')
    expect(noor().errors).toEqual({ day: 'You chose to keep it until a day: choose that day here, or another way to keep it above.' })
    await noor().dismiss()
  })

  it('marks in the picker who runs the Slack workspace', async () => {
    await begin()
    await noor().submit()
    await noor().submit()
    await noor().choose('tier', 'stewards')
    await noor().submit()
    const menu = JSON.stringify(noor().view.blocks.find(({ block_id }) => block_id === 'recipients'))
    expect(menu).toContain('ana (runs this Slack workspace)')
    expect(menu).not.toContain('luis (runs')
    expect(noor().reads).toContain('Owners and admins of a Slack workspace can take over accounts')
    await noor().dismiss()
  })

  it('keeps it for oneself instead, from the last page', async () => {
    await begin()
    await noor().submit()
    noor().fill('words', 'then rather for me')
    await noor().submit()
    await noor().choose('tier', 'care_team')
    await noor().submit()
    await noor().submit()
    await noor().choose('nameGiven', 'yes')
    await noor().submit()
    await noor().press('raise_keep')
    await on('raise_done')
    expect(noor().reads).toContain('It is kept, only for you.')
    const kept = (await myConcerns()).find(({ words }) => words === 'then rather for me')
    expect(kept).toMatchObject({ status: 'kept', tier: 'only_me', recipients: [] })
    await noor().dismiss()
  })

  it('takes 3,000 emoji and 3,000 signs that escape to more, and shows them whole', async () => {
    for (const words of ['🫠'.repeat(3000), '&<>'.repeat(1000), 'שלום '.repeat(600).trim()]) {
      await toReview(words)
      for (const page of ['name', 'who', 'words']) {
        await noor().press('raise_back')
        await on(`raise_${page}`)
      }
      expect(noor().reads.replaceAll('\n', ''), 'in its field, or whole above it').toContain(words)
      for (const _ of ['words', 'who', 'name']) await noor().submit()
      expect(noor().reads.replaceAll('\n', '')).toContain(words)
      await noor().submit()
      expect(noor().view.callback_id).toBe('raise_done')
      await noor().dismiss()
    }
  })

  it.each([
    ['3,000 emoji', '🫠'.repeat(3000)],
    ['letters and emoji that would be cut within one', `x${'🫠'.repeat(1500)}`],
  ])('refills no field with half of what was written: %s stay whole going back and forth and going on', async (_, words) => {
    const wordsOf = async () => (await kept()).answers.words
    await begin()
    await noor().submit()
    noor().fill('words', words)
    await noor().press('raise_back')
    await on('raise_help')
    await noor().submit()
    expect(noor().view.callback_id).toBe('raise_words')
    expect(noor().values.words?.words?.value ?? '').toBe('')
    expect(noor().reads.replaceAll('\n', '')).toContain(words)
    expect(noor().reads).toContain('It stays as it is while the field is empty.')
    await noor().submit()
    expect(await wordsOf()).toBe(words)
    await noor().press('raise_back')
    await on('raise_words')
    await noor().dismiss()
    await noor().shortcut('raise_concern')
    await on('raise_draft')
    await noor().press('raise_go_on')
    await on('raise_words')
    await noor().submit()
    expect(await wordsOf()).toBe(words)
    await noor().press('raise_back')
    await on('raise_words')
    noor().fill('words', 'shorter after all')
    await noor().submit()
    expect(await wordsOf()).toBe('shorter after all')
    await noor().dismiss()
  })

  it('keeps long words in their field when the page has to say something', async () => {
    const words = '🫠'.repeat(3000)
    await begin()
    await noor().submit()
    noor().fill('words', words)
    const mend = broken(world, 'PUT')
    await noor().press('raise_back')
    await until('a sentence says so', () => noor().reads.includes('Tend cannot be reached just now.'))
    mend()
    expect(noor().view.callback_id).toBe('raise_words')
    expect(noor().values.words?.words?.value).toBe(words)
    expect(JSON.stringify(noor().view.blocks)).not.toContain('🫠')
    await noor().dismiss()
  })

  it('puts whom to call in danger first on each page, and who sees what beside where one writes', async () => {
    await begin()
    for (const page of ['help', 'words', 'who', 'name', 'review']) {
      expect(noor().view.callback_id).toBe(`raise_${page}`)
      expect(noor().reads.split('\n')[1]).toMatch(/^If somebody is in danger now: The night line/)
      if (page === 'help') expect(noor().reads).toContain('Riverside Coop keeps it encrypted')
      if (page === 'words') expect(noor().reads).toContain('Nobody sees this yet.')
      if (page !== 'review') await noor().submit()
    }
    await noor().dismiss()
  })

  it('opens with "This landed hard" on a message, with nothing of the message in it', async () => {
    await noor().messageShortcut('landed_hard', { channel: world.slack.channel('circle'), ts: '1700000000.000100', text: 'MARKMESSAGE' })
    await noor().opened(0)
    expect(JSON.stringify(noor().view)).not.toMatch(/MARKMESSAGE|1700000000/)
    expect(JSON.stringify(world.slack.calls)).not.toMatch(/MARKMESSAGE|p1700000000/)
    await noor().dismiss()
  })

  it('speaks the language of the person', async () => {
    await setLanguage('noor', 'es')
    await begin()
    expect(noor().reads).toContain('¿Qué ayudaría?')
    await noor().dismiss()
    await setLanguage('noor', 'en')
  })
})

describe('a circle that is not ready, or keeps words out of Slack', () => {
  it('offers only "only me", and says what is missing', async () => {
    const young = await slackWorld()
    const person = young.person('noor')
    await person.shortcut('raise_concern')
    await person.sees('raise_help')
    expect(person.reads).toContain('call your local emergency number')
    await person.submit()
    await person.submit()
    expect(person.options('tier')).toEqual(['only_me'])
    expect(person.reads).toMatch(/For now you can keep something only for you\. .*still needs/)
    await person.submit()
    await person.submit()
    await person.submit()
    expect(person.reads).toContain('It is kept, only for you.')
    await young.stop()
  })

  it('asks for no words at all while they never pass through Slack', async () => {
    await setCircle(world, { words_never_through_slack: true })
    await noor().shortcut('raise_concern')
    await on('elsewhere')
    expect(noor().reads).toContain('The night line')
    expect(noor().reads).toContain('Open Tend in your browser')
    expect(noor().view.blocks.every(({ type }) => type !== 'input')).toBe(true)
    await noor().dismiss()
    await setCircle(world, { words_never_through_slack: false })
  })

  it('searches among more people than a Slack menu lists', async () => {
    const people = Array.from({ length: 104 }, (_, index) => ({ name: `p${index}`, realName: `Person ${index}` }))
    const large = await slackWorld({ people: [{ name: 'noor' }, ...people] })
    await readyCircleInSlack(
      large,
      people.map(({ name }) => name),
    )
    const person = large.person('noor')
    await person.shortcut('raise_concern')
    await person.sees('raise_help')
    await person.submit()
    await person.submit()
    await person.choose('tier', 'stewards')
    await person.submit()
    expect(await person.search('recipients', '')).toHaveLength(100)
    const found = await person.search('recipients', 'pérson 103')
    expect(found.map(({ label }) => label)).toEqual(['Person 103'])
    await person.choose('recipients', found[0]?.value ?? '')
    await person.submit()
    await person.choose('nameGiven', 'no')
    await person.submit()
    expect(person.reads).toContain('Person 103 will see exactly this:')
    await large.stop()
  })
})

async function toReview(words: string): Promise<void> {
  await begin()
  await noor().submit()
  noor().fill('words', words)
  for (const _ of ['words', 'who', 'name']) await noor().submit()
  expect(noor().view.callback_id).toBe('raise_review')
}

function clientOf(name: string) {
  return world.core.clientFor({ team: 'T000000001', user: world.person(name).id, name, guest: false, admin: name === 'ana' })
}

async function myConcerns(): Promise<{ words: string; status: string }[]> {
  return ((await (await clientOf('noor').v1.concerns.$get()).json()) as { items: { words: string; status: string }[] }).items
}

async function setLanguage(name: string, language: 'en' | 'es'): Promise<void> {
  const id = await world.memberId(name)
  await world.server.work(async ({ trx }) => {
    await trx.updateTable('member').set({ language }).where('id', '=', id).execute()
  })
}

async function asSuperuser(query: string): Promise<number> {
  const superuser = await world.server.superuser()
  const { rowCount } = await superuser.query(query)
  await superuser.end()
  return rowCount ?? 0
}
const keptForms = () => asSuperuser('select from concern_draft')
const letAllGo = () => asSuperuser('delete from concern_draft')

async function kept() {
  const asked = await clientOf('noor').v1['concern-drafts'][':key'].$get({ param: { key: 'slack' } })
  return (await asked.json()) as { answers: { words?: string } }
}

/** Keeps the server from being reached by one method, until told otherwise. */
function broken({ server }: SlackWorld, method: 'PUT' | 'DELETE'): () => void {
  const real = server.api.request
  server.api.request = ((input: Request | string, init?: RequestInit) =>
    init?.method === method ? Promise.reject(new Error('away')) : real.call(server.api, input, init)) as typeof real
  return () => {
    server.api.request = real
  }
}
