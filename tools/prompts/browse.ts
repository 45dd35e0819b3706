// The script of the library's page. It shows one language or both, one moment or all, and what a search finds.
const form = document.querySelector('form') as HTMLFormElement
const nothing = document.querySelector('.nothing') as HTMLElement

function browse(): void {
  const wanted = new FormData(form)
  const [language, moment] = [String(wanted.get('language')), String(wanted.get('moment'))]
  const words = String(wanted.get('search')).toLowerCase().split(/\s+/).filter(Boolean)
  const spoken = language || 'en'
  document.documentElement.lang = spoken
  for (const one of document.querySelectorAll<HTMLElement>('body [lang]')) one.hidden = isHidden(one, language, spoken)
  for (const one of document.querySelectorAll<HTMLOptionElement>('option[data-en]')) one.textContent = one.dataset[spoken] ?? ''
  for (const card of document.querySelectorAll<HTMLElement>('.prompts .card')) {
    const fits = (!moment || card.dataset.moment === moment) && words.every((word) => card.dataset.words?.includes(word))
    card.hidden = !fits
  }
  const sections = [...document.querySelectorAll<HTMLElement>('main section')]
  for (const section of sections) section.hidden = !section.querySelector('.card:not([hidden])')
  nothing.hidden = sections.some((section) => !section.hidden)
}

/** With both languages chosen, prompts stand in both. What the page says itself stands in one. */
function isHidden(one: HTMLElement, language: string, spoken: string): boolean {
  const inPrompt = one.matches('.text, .follow, .card > .soft')
  return inPrompt && !language ? false : one.lang !== spoken
}

form.addEventListener('input', browse)
form.addEventListener('submit', (event) => event.preventDefault())
browse()
