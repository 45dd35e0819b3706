import { backburnerCopy } from '@tend/shared/copy/backburner'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { both, dayInWords, listInWords, numberInWords, pick, plural, weekdayInWords, weeksInWords } from '@tend/shared/copy/copy'
import { digestsCopy } from '@tend/shared/copy/digests'
import { slackCopy } from '@tend/shared/copy/slack'
import { describe, expect, it } from 'vitest'

describe('copy', () => {
  it('is picked by language', () => {
    const hello = both({ en: 'Hello', es: 'Hola' })
    expect(pick(hello, 'en')).toBe('Hello')
    expect(pick(hello, 'es')).toBe('Hola')
  })

  it('says days as people do, with the year only when it is another one', () => {
    expect(dayInWords('en', '2026-12-12', '2026-11-22')).toBe('12 December')
    expect(dayInWords('es', '2026-12-12', '2026-11-22')).toBe('12 de diciembre')
    expect(dayInWords('en', '2027-02-20', '2026-11-22')).toBe('20 February 2027')
    expect(dayInWords('es', '2027-02-20', '2026-11-22')).toBe('20 de febrero de 2027')
  })

  it('chooses the form that fits a count', () => {
    expect(plural('en', 1, { one: '# week', other: '# weeks' })).toBe('1 week')
    expect(plural('es', 3, { one: '# semana', other: '# semanas' })).toBe('3 semanas')
    expect(weeksInWords('en', 0)).toBe('less than a week')
    expect(weeksInWords('es', 1)).toBe('1 semana')
    expect(numberInWords('en', 3000)).toBe('3,000')
  })

  it('joins names and names weekdays', () => {
    expect(listInWords('en', ['Ana', 'Luis', 'Noor'])).toBe('Ana, Luis and Noor')
    expect(listInWords('es', ['Ana', 'Inés'])).toBe('Ana e Inés')
    expect([1, 7].map((day) => weekdayInWords('en', day))).toEqual(['Monday', 'Sunday'])
    expect(weekdayInWords('es', 3)).toBe('miércoles')
  })

  it('says one minute, one day and one name as one, and more as more', () => {
    expect(slackCopy.en.connect.until(1)).toContain('for 1 minute.')
    expect(slackCopy.es.connect.until(10)).toContain('durante 10 minutos.')
    expect(backburnerCopy.en.fields.revisitHint(1)).toContain('for 1 day.')
    expect(backburnerCopy.es.fields.revisitHint(21)).toContain('durante 21 días.')
    expect(concernsCopy.en.review.namesake(['Ana'])).toContain('There is another Ana here, who is not left out. It may')
    expect(concernsCopy.en.review.namesake(['Ana', 'Luis'])).toContain('called Ana and Luis, who are not left out. They may')
    expect(concernsCopy.es.review.namesake(['Ana', 'Inés'])).toContain('que se llaman Ana e Inés y que no quedan fuera. Pueden')
    expect(digestsCopy.en.needed(['Rest', 'To know more'])).toBe('Needed: rest and to know more')
  })
})
