type Properties = Partial<{ className: string; textContent: string; title: string; href: string; ariaHidden: string }>

/** Makes an element with its properties and its content. */
export function element(tag: string, properties: Properties, inside: readonly HTMLElement[] = []): HTMLElement {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...inside)
  return made
}

/** Makes a button. Its words name it, so that focus finds it again. */
export function button(words: string, press: () => void, className = ''): HTMLElement {
  const made = element('button', { textContent: words, className }) as HTMLButtonElement
  made.type = 'button'
  made.dataset.name = words
  made.addEventListener('click', press)
  return made
}

/** Makes a labelled choice among values. */
export function choice(
  label: string,
  value: string,
  options: readonly (readonly [string, string])[],
  chosen: (value: string) => void,
): HTMLElement {
  const select = document.createElement('select')
  select.dataset.name = label
  for (const [each, words] of options) select.add(new Option(words, each, false, each === value))
  select.addEventListener('change', () => chosen(select.value))
  return element('label', { textContent: label }, [select])
}

/** Makes a labelled box to tick. */
export function box(label: string, on: boolean, turned: (on: boolean) => void): HTMLElement {
  const input = document.createElement('input')
  input.type = 'checkbox'
  input.checked = on
  input.dataset.name = label
  input.addEventListener('change', () => turned(input.checked))
  return element('label', { className: 'check' }, [input, element('span', { textContent: label })])
}
