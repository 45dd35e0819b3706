import { rehearseCopy } from '@tend/shared/copy/rehearse'
import type { Language } from '@tend/shared/schema'
import { html } from 'hono/html'
import type { HtmlPage, Markup } from './layout.ts'

/** How many times faster the call's clock may run here. Anything else in the address counts as 1. */
const speeds = ['1', '10', '60'] as const

/** Makes the page at `/rehearse`: a real call on this machine. Its script is rehearse-call.js, and all its words stand in the markup. */
export function rehearsePage(language: Language, asked: string | undefined): HtmlPage {
  const copy = rehearseCopy[language]
  const speed = speeds.find((one) => one === asked) ?? '1'
  return { title: copy.title, body: body(language, speed), scripts: ['/pages/rehearse-call.js'] }
}

function body(language: Language, speed: (typeof speeds)[number]): Markup {
  const copy = rehearseCopy[language]
  return html`<h1>${copy.title}</h1><p class="lead">${copy.lead}</p>
${call(language, speed)}
<section><h2>${copy.faster}</h2><p>${copy.fasterWhy}</p>
<form method="get" action="/rehearse"><input type="hidden" name="lang" value="${language}">
${speeds.map(
  (one) =>
    html`<label class="pick"><input type="radio" name="tend-speed" value="${one}"${one === speed ? html` checked` : ''}> ${copy.speeds[one]}</label>`,
)}
<p><button>${copy.reload}</button></p></form></section>
<section><h2>${copy.see}</h2><ul>${copy.seeSteps.map((step) => html`<li>${step}</li>`)}</ul>
<h2>${copy.noDot}</h2><p>${copy.noDotWhy}</p></section>`
}

function call(language: Language, speed: string): Markup {
  const copy = rehearseCopy[language]
  const words = ['idle', 'connecting', 'connected', 'silent', 'sharing', 'over', 'failed', 'shareRefused', 'unable'] as const
  const button = (id: string, text: string, main = '') => html`<button type="button" id="${id}" class="${main}" hidden>${text}</button>`
  return html`<section id="call" data-speed="${speed}"><h2>${copy.call}</h2>
<p id="state" role="status">${copy.idle}</p>${words.map((word) => html`<template data-state="${word}">${copy[word]}</template>`)}
<p id="clock" class="soft" hidden>${copy.clock}: <span>0</span></p>
<p>${button('start', copy.start, 'main')} ${button('share', copy.share)} ${button('unshare', copy.unshare)} ${button('hang-up', copy.hangUp)}</p>
<p class="soft">${copy.microphone}</p></section>`
}
