import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { promptsCopy } from '../../src/copy/prompts.ts'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { ALIKE, likeness, objections, type Rule, type WrittenPrompt } from '../../src/prompts/writing.ts'

const good = catalogue[0] as WrittenPrompt
const harmed = catalogue.find(({ audience }) => audience === 'personHarmed') as WrittenPrompt
const en = (text: string, of = good): WrittenPrompt => ({ ...of, text: { en: text }, why: { en: 'It may help.' } })
const es = (text: string, of = good): WrittenPrompt => ({ ...of, text: { es: text }, why: { es: 'Puede ayudar.' } })
const rules = (prompt: WrittenPrompt) => objections(prompt).map(({ rule }) => rule)

describe('the writing rules refuse', () => {
  test.each<[Rule, string, WrittenPrompt]>([
    ['question', 'a statement', en('The room is quiet.')],
    ['question', 'an order', en('Breathe now.')],
    ['question', 'a statement in Spanish', es('La sala está en silencio.')],
    ['question', 'a Spanish question that does not open', es('Qué necesitas?')],
    ['one_idea', 'two questions', en('How are you? What do you need?')],
    ['one_idea', 'three sentences', en('Stop. Breathe. What now?')],
    ['length', 'more than can be read in a call', en(`${'long '.repeat(30)}?`)],
    ['pressing', 'should', en('What should you have said?')],
    ['pressing', 'should not', en('Could it be that you shouldn’t stay?')],
    ['pressing', 'have to', en('What do you have to say to them?')],
    ['pressing', 'must', en('Is there a thing you must do?')],
    ['pressing', 'deber', es('¿Qué deberías haber dicho?')],
    ['pressing', 'debemos', es('¿Qué debemos cambiar?')],
    ['pressing', 'hay que', es('¿Qué hay que hacer ahora?')],
    ['pressing', 'tienes que', es('¿Qué tienes que decir?')],
    ['diagnosis', 'a condition', en('Is this an anxiety you know?')],
    ['diagnosis', 'trauma', en('What does your trauma ask for?')],
    ['diagnosis', 'a label', en('Who is toxic in this group?')],
    ['diagnosis', 'telling somebody what they feel', en('You are angry: what would help?')],
    ['diagnosis', 'a label in Spanish', es('¿Quién es tóxico en este grupo?')],
    ['diagnosis', 'a feeling told in Spanish', es('Te sientes mal: ¿qué te ayudaría?')],
    ['blame', 'fault', en('Whose fault was it?')],
    ['blame', 'always', en('Who is always late?')],
    ['blame', 'never, in a why', { ...en('What could help?'), why: { en: 'They never listen.' } }],
    ['blame', 'guilt in Spanish', es('¿Quién tiene la culpa?')],
    ['blame', 'siempre', es('¿Quién llega siempre tarde?')],
    ['noticed', 'we noticed', en('We noticed a change: are you well?')],
    ['noticed', 'you seem', en('You seem tired: would a break help?')],
    ['noticed', 'you were quiet', en('If you were quiet, could you speak more?')],
    ['noticed', 'hemos notado', es('Hemos notado un cambio: ¿va bien?')],
    ['noticed', 'se te ve', es('Se te ve con cansancio: ¿un descanso?')],
    ['ending', 'forgiveness', en('Could you forgive them?')],
    ['ending', 'closure', en('What would give you closure?')],
    ['ending', 'moving on', en('Are we ready to move on?')],
    ['ending', 'perdón', es('¿A quién podrías perdonar?')],
    ['ending', 'pasar página', es('¿Podemos pasar página?')],
    ['words', 'complaint', en('Is there a complaint to make?')],
    ['words', 'victim', en('Who is the victim here?')],
    ['words', 'both sides', en('Could we hear both sides?')],
    ['words', 'family', en('Are we like a family?')],
    ['words', 'víctima', es('¿Quién es la víctima?')],
    ['words', 'queja', es('¿Tienes alguna queja?')],
    ['names', 'a mention', en('What would @ada like?')],
    ['names', 'a link', en('Would https://example.org/help be good?')],
    ['loud', 'an exclamation', en('How lovely! What else?')],
    ['loud', 'an exclamation in Spanish', es('¡Qué bien! ¿Qué más?')],
    ['loud', 'an emoji', en('How is the room 🙂?')],
    ['loud', 'capitals', en('Who is NOT here?')],
    ['loud', 'an exclamation in the why', { ...en('What helps?'), why: { en: 'It works!' } }],
    ['why', 'no why', { ...en('What helps?'), why: {} }],
    ['why', 'a why of two lines', { ...en('What helps?'), why: { en: 'One.\nTwo.' } }],
    ['why', 'a why that goes on', { ...en('What helps?'), why: { en: 'and on '.repeat(30) } }],
    ['harmed', 'asking why', en('Why did it hurt?', harmed)],
    ['harmed', 'asking to explain', en('Would you like to explain it?', harmed)],
    ['harmed', 'asking what happened', en('What happened, in a line?', harmed)],
    ['harmed', 'asking to speak up', en('Could you speak up next time?', harmed)],
    ['harmed', 'asking to understand the other', en('Could you try to understand them?', harmed)],
    ['harmed', 'asking to explain in Spanish', es('¿Quieres explicarlo?', harmed)],
    ['harmed', 'asking what happened in Spanish', es('¿Qué pasó?', harmed)],
    ['harmed', 'asking to talk in Spanish', es('¿Podrías hablarlo?', harmed)],
    ['harmed_action', 'asking a person harmed to act', { ...harmed, action: 'raiseConcern' }],
    ['harmed_unasked', 'a person harmed, by the clock', { ...harmed, trigger: 'clock' }],
    ['depth', 'depth 3 by the clock', { ...good, depth: 3, shareSafe: false }],
    ['deep_on_screen', 'depth 3 on a shared screen', { ...harmed, shareSafe: true }],
    ['aloud', 'asking one person alone to say it aloud', { ...good, audience: 'self', action: 'sayAloud' }],
    ['aloud', 'saying aloud what is not for a shared screen', { ...good, audience: 'group', shareSafe: false, action: 'sayAloud' }],
    ['no_words', 'nothing in any language', { ...good, text: {}, why: {} }],
    ['translation', 'the same sentence twice', { ...good, text: { en: 'Yoga?', es: 'Yoga?' } }],
  ])('%s: %s', (rule, _what, prompt) => {
    expect(rules(prompt)).toContain(rule)
  })

  test('and name the words and the language, in whole words: a suitcase is no case', () => {
    expect(objections(en('What is in your suitcase today?'))).toEqual([])
    expect(objections(en('Is this a case?'))).toEqual([{ rule: 'words', language: 'en', found: 'case' }])
    expect(objections(es('¿Qué caso te ocupa?'))).toEqual([{ rule: 'words', language: 'es', found: 'caso' }])
  })

  test.each(['en', 'es'] as const)('and explain each refusal in words (%s)', (language) => {
    const told = promptsCopy[language].objections
    for (const sentence of Object.values(told)) expect(sentence).toMatch(/\.$/)
    for (const sentence of ['What should you do?', 'A statement.', 'Whose fault? And why?'])
      for (const { rule } of objections(en(sentence))) expect(told[rule]).toBeTruthy()
  })
})

describe('the writing rules let stand', () => {
  test.each([
    en('What would help?'),
    en('You could leave this for tomorrow.'),
    en('Would you like a pause? You may skip this.'),
    en('If it feels right: a slow breath.'),
    es('¿Qué ayudaría?'),
    es('Puedes dejarlo para mañana.'),
    es('Si te va bien: una respiración lenta.'),
  ])('$text', (prompt) => expect(objections(prompt)).toEqual([]))

  test('a prompt that stands in one language only, so that it can be translated later', () => {
    expect(objections(en('What would help?'))).toEqual([])
    expect(objections({ ...good, text: { en: 'What would help?' }, why: { en: 'It may help.', es: '' } })).toEqual([])
  })

  test('whatever is written, they answer, and nothing longer than a prompt may be gets through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ maxLength: 200 }), (text, why) => {
        const found = objections({ ...good, text: { en: text, es: text }, why: { en: why, es: why } })
        if ([...text].length > 140) expect(found.some(({ rule }) => rule === 'length')).toBe(true)
        expect(found.some(({ rule }) => rule === 'translation')).toBe(true)
      }),
    )
  })
})

describe('likeness', () => {
  test('is 1 for the same words however they are dressed, and little for others', () => {
    expect(likeness('What would help?', 'what would help')).toBe(1)
    expect(likeness('¿Qué ayudaría?', 'Que ayudaria')).toBe(1)
    expect(likeness('What would help?', 'Who is not in this room today?')).toBeLessThan(0.1)
    expect(likeness('What would help you most right now?', 'What would help you right now?')).toBeGreaterThanOrEqual(ALIKE)
  })

  test('is the same both ways and between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const alike = likeness(one, other)
        expect(alike).toBe(likeness(other, one))
        expect(alike).toBeGreaterThanOrEqual(0)
        expect(alike).toBeLessThanOrEqual(1)
        expect(likeness(one, one)).toBe(1)
      }),
    )
  })
})
