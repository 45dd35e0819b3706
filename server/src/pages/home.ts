import { pagesCopy } from '@tend/shared/copy/pages'
import type { Language } from '@tend/shared/schema'
import { html } from 'hono/html'
import type { SlackSide } from '../kernel.ts'
import { linkTo, type Markup } from './layout.ts'

/** The state of Tend's parts, as far as this visitor may know it. */
export type Parts = {
  databaseAnswers: boolean
  extensionBuilt: boolean
  /** The folder of the extension, known only to a visitor at this machine. */
  extensionFolder: string | undefined
  slack: { state: SlackSide['state']; link: string | undefined }
  operator: string | undefined
}

/** Where pairing stands for this visitor. */
export type PairingStatus = {
  atThisMachine: boolean
  someoneIsHere: boolean
  /** Whether anyone facilitates the circle that people join here. */
  facilitated: boolean
  address: string
  made?: { code: string } | undefined
  trouble?: string | undefined
}

/** The page at `/`. */
export function homeBody(language: Language, parts: Parts, status: PairingStatus): Markup {
  const copy = pagesCopy[language]
  return html`<h1>${copy.heading}</h1>
${copy.lead.map((sentence) => html`<p class="lead">${sentence}</p>`)}
${loading(language, parts)}
${pairing(language, status, parts.slack.state === 'connected')}
<section><h2>${copy.rehearse.heading}</h2><p>${copy.rehearse.why}</p><p><a class="button" href="${linkTo(language, '/rehearse')}">${copy.rehearse.go}</a></p></section>
${state(language, parts)}
<footer><p>${parts.operator === undefined ? copy.runByNobody : copy.runBy(parts.operator)}</p></footer>`
}

function loading(language: Language, { extensionBuilt, extensionFolder }: Parts): Markup {
  const { load, parts } = pagesCopy[language]
  const folder = extensionFolder === undefined ? '' : html`<br><code>${extensionFolder}</code>`
  const how = extensionBuilt ? html`${parts.extensionLoad}${folder}` : parts.extensionBuild
  return html`<section id="load"><h2>${load.heading}</h2><p>${load.first}</p><p>${how}</p><p class="soft">${load.next}</p></section>`
}

function pairing(language: Language, status: PairingStatus, slack: boolean): Markup {
  const copy = pagesCopy[language].pair
  const trouble = status.trouble === undefined ? '' : html`<p class="notice" role="alert">${status.trouble}</p>`
  return html`<section id="pair"><h2>${copy.heading}</h2>
${status.made ? code(language, status.made.code, status.address) : html`<p>${copy.why}</p>${status.someoneIsHere ? '' : html`<p>${copy.first}</p>`}`}
${status.someoneIsHere && !status.facilitated ? html`<p class="notice">${copy.leads}</p>` : ''}
${slack ? html`<p>${copy.inSlack}</p>` : ''}
${trouble}
<form method="post" action="${linkTo(language, '/pair')}#pair">
${status.atThisMachine ? '' : secretField(language)}
<p><button class="${status.made ? '' : 'main'}">${status.made ? copy.another : copy.make}</button></p></form>
${status.someoneIsHere ? html`<p class="soft">${copy.withMore}</p>` : ''}</section>`
}

function code(language: Language, made: string, address: string): Markup {
  const copy = pagesCopy[language].pair
  return html`<p>${copy.code}</p><p class="code" role="status">${made}</p><p>${copy.codeNext} <code>${address}</code></p><p class="soft">${copy.codeUntil}</p>`
}

function secretField(language: Language): Markup {
  const copy = pagesCopy[language].pair
  return html`<p class="soft" id="secret-hint">${copy.secretHint}</p><label for="secret">${copy.secretLabel}</label>
<input id="secret" name="secret" type="password" autocomplete="off" required maxlength="200" aria-describedby="secret-hint">`
}

function state(language: Language, parts: Parts): Markup {
  const copy = pagesCopy[language].parts
  const tag = (good: boolean, yes: string, no: string) => html`<span class="tag ${good ? '' : 'waits'}">${good ? yes : no}</span>`
  return html`<section><h2>${copy.heading}</h2><dl>
<dt>${copy.database} ${tag(parts.databaseAnswers, copy.databaseOn, copy.databaseOff)}</dt>
<dt>${copy.extension} ${tag(parts.extensionBuilt, copy.extensionBuilt, copy.extensionMissing)}</dt>
<dt>${copy.slack} ${tag(parts.slack.state === 'connected', copy.slackOn, copy.slackNot[parts.slack.state])}</dt>${aboutSlack(language, parts.slack)}
</dl></section>`
}

function aboutSlack(language: Language, { state, link }: Parts['slack']): Markup | '' {
  const copy = pagesCopy[language].parts
  if (state === 'connected') return ''
  if (state !== 'absent') return html`<dd>${copy.slackWithout[state]}</dd>`
  return html`<dd>${copy.slackWhy}${link === undefined ? '' : html`<br><a href="${link}" rel="noreferrer">${copy.slackAdd}</a>. ${copy.slackThen}`}</dd>`
}
