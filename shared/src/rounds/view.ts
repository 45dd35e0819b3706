import type { Actor, Names } from '../members/schema.ts'
import { byText } from '../order.ts'
import { isItsWriter, mayGather } from './policy.ts'
import type { ReflectionView, RoundView } from './schema.ts'
import type { Reflection, Round } from './state.ts'

/**
 * What a member reads of a round. While it is open: no answer but their own. Once it is gathered: the answers that may be shown, in an
 * order that says nothing.
 */
export function viewRound(actor: Pick<Actor, 'roles'>, round: Round, names: Names): RoundView {
  const { mine } = round
  const gathered = round.state === 'open' ? undefined : round
  return {
    ...viewRoundForCircle(round),
    myAnswer: mine === null ? null : { words: mine.words, named: mine.named },
    mayGather: round.state === 'open' && mayGather(actor, round),
    answers: gathered ? shownAnswers(gathered, names) : null,
    unnamedShown: gathered?.unnamedShown ?? null,
  }
}

/**
 * What everybody may read at once, in a channel: the question, and what the circle takes with it. It holds no answer, and nothing of one
 * person.
 */
export function viewRoundForCircle(round: Round): RoundView {
  const { id, circleId, question, state, openedOn, endsOn } = round
  return {
    id,
    circleId,
    state,
    openedOn,
    endsOn,
    question: {
      kind: question.kind,
      id: question.kind === 'library' ? question.id : null,
      words: question.kind === 'own' ? question.words : null,
    },
    myAnswer: null,
    mayGather: false,
    answers: null,
    unnamedShown: null,
    taken: round.state === 'done' ? { ...round.taken } : null,
  }
}

// Ids are random, so that answers sorted by them stand in no order of time or person.
function shownAnswers({ answers, unnamedShown }: Extract<Round, { state: 'gathered' | 'done' }>, names: Names): RoundView['answers'] {
  return [...answers]
    .filter(({ from }) => from !== null || unnamedShown)
    .sort((a, b) => byText(a.id, b.id))
    .map(({ words, from }) => ({ words, from: from === null ? null : (names.get(from) ?? '') }))
}

/** All of it, for the person who wrote it. Throws for any other person: that is a bug. */
export function viewReflection(actor: Pick<Actor, 'memberId'>, reflection: Reflection): ReflectionView {
  if (!isItsWriter(actor, reflection)) throw new Error('Only the person who wrote a reflection reads it.')
  const { id, begunOn, answers, links } = reflection
  return { id, begunOn, answers: { ...answers }, links: { ...links } }
}
