import { concernsCopy } from '@tend/shared/copy/concerns'
import { describe, expect, it } from 'vitest'

describe.each(['en', 'es'] as const)('what people read about concerns (%s)', (language) => {
  const copy = concernsCopy[language]
  const size = (text: string) => [...text].length

  it('fits where Slack shows it: 24 signs for titles and the two ways out of a page, 75 for choices and buttons', () => {
    const { shortcut, title, next, back, close, review, given } = copy
    for (const text of [shortcut, title, next, back, close, review.give, review.keep, given.title])
      expect(size(text), text).toBeLessThanOrEqual(24)
    const choices = [copy.help, copy.about, copy.who, copy.name, copy.keep, copy.notify].flatMap(({ options }) =>
      Object.values<string>(options),
    )
    const buttons = [
      given.hear,
      given.stepBack,
      copy.mine.withdraw,
      copy.mine.delete,
      copy.mine.sendAgain,
      copy.draftGoOn,
      copy.draftDelete,
    ]
    for (const text of [...choices, ...buttons]) expect(size(text), text).toBeLessThanOrEqual(75)
  })

  it('says first whom to call, and that nobody is watching, with a contact or without one', () => {
    const watching = language === 'es' ? 'Nadie vigila' : 'Nobody is watching'
    expect(copy.emergency('Night line, 555 0199')).toContain('555 0199')
    for (const contact of ['Night line, 555 0199', null]) expect(copy.emergency(contact)).toContain(watching)
    expect(copy.emergency('Night line').indexOf('Night line')).toBeLessThan(copy.emergency('Night line').indexOf(watching))
  })

  it('names the operator, or says who runs this when there is no name', () => {
    expect(copy.seesOperator('Colectiva del Sur')).toMatch(/^Colectiva del Sur/)
    expect(copy.seesOperator(null)).not.toContain('null')
  })

  it('says days as people do, and what is missing as a list', () => {
    expect(copy.mine.recipient('Ada', 'heard', '2026-12-12', '2026-11-22')).toMatch(language === 'es' ? /12 de diciembre/ : /12 December/)
    expect(copy.mine.recipient('Ada', 'waiting', null, '2026-11-22')).toContain('Ada')
    for (const state of ['waiting', 'opened', 'heard', 'stepped_back'] as const)
      expect(copy.mine.recipient('Ada', state, null, '2026-11-22')).not.toMatch(/null|undefined/)
    expect(copy.who.notReady(['two_stewards', 'emergency_contact'])).toMatch(language === 'es' ? /dos .+ y un / : /two .+ and an /)
    expect(copy.notify.hint([9, 15])).toMatch(/09:00.+15:00/)
  })

  it('tells somebody whose words were refused that none of them is lost', () => {
    for (const code of ['invalid', 'not_ready', 'nobody_left', 'not_a_steward', 'audience_changed'] as const)
      expect(copy.refusals[code]).toMatch(language === 'es' ? /No se ha perdido nada/ : /Nothing you wrote is lost/)
  })
})
