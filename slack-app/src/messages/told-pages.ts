import { restsCopy } from '@tend/shared/copy/rests'
import { slackCopy } from '@tend/shared/copy/slack'
import { supportsCopy } from '@tend/shared/copy/supports'
import type { RestView } from '@tend/shared/rests/schema'
import type { SupportView } from '@tend/shared/supports/schema'
import type { ActingMember } from '../acting-member.ts'
import { plainName } from '../escape.ts'
import { type Modal, modal, quiet, says } from './blocks.ts'

/** Support that a person is part of or was told about: the people, the kind, their words, and where it stands. */
export function supportPage({ language, today }: ActingMember, support: SupportView): Modal {
  const copy = supportsCopy[language]
  const { supported, supporter, my, kind, words, state, asking, standIn, told } = support
  const other = my === 'supported' ? supporter : (supported ?? supporter)
  const name = plainName(other?.displayName ?? '')
  const first = name === '' ? copy.states[state] : state === 'asked' ? copy.asks(name) : state === 'offered' ? copy.offers(name) : name
  const isAsked = asking?.now === true || (my === null && (state === 'asked' || state === 'offered'))
  const whoSees = told === null ? copy.whoReads : told.who === 'circle' ? copy.whoSeesCircle : copy.whoSees
  return modal({
    callback: 'told_support',
    title: copy.title,
    close: slackCopy[language].close,
    blocks: [
      ...says(first),
      ...quiet(copy.kinds[kind], copy.states[state], my ? copy.my[my] : ''),
      ...says(words),
      ...says(asking?.now ? copy.asking : ''),
      ...quiet(standIn ? copy.standIn(plainName(standIn.displayName), standIn.until, today) : ''),
      ...says(isAsked ? copy.answerElsewhere : ''),
      ...quiet(whoSees),
    ],
  })
}

/** A rest that a person was told of, and what they are asked to carry meanwhile. */
export function restPage({ language, today }: ActingMember, rest: RestView): Modal {
  const copy = restsCopy[language]
  const name = plainName(rest.person.displayName)
  const asked = rest.mine ? [] : rest.duties.map(({ kind }) => `· ${copy.duties[kind]}`)
  return modal({
    callback: 'told_rest',
    title: copy.title,
    close: slackCopy[language].close,
    blocks: [
      ...says(rest.mine ? copy.mine : copy.theirs(name)),
      ...quiet(copy.untilDay(rest.until, today)),
      ...says(rest.helps),
      ...says(asked.length > 0 ? [copy.askedOfYou(name), ...asked].join('\n') : ''),
      ...says(asked.length > 0 ? supportsCopy[language].answerElsewhere : ''),
      ...quiet(rest.mine ? copy.whoSees : supportsCopy[language].whoReads),
    ],
  })
}
