/**
 * A property's own getter, as the browser made it. What runs in the page's own world takes such things before the page's first
 * script: a page can replace them later, and would be called with what is ours.
 */
export function getterOf(prototype: object, name: string): () => unknown {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get
  if (!get) throw new Error(`This browser has no ${name}.`)
  return get
}

/**
 * Listens at the window before whatever a page lets listen there, from now on. Gives what listens again: a page that is written anew
 * (`document.open`) loses every listener, ours too.
 */
export function listenFirst(page: Window, names: readonly string[], hear: (event: Event) => void): () => void {
  const { apply } = Reflect
  const { addEventListener } = EventTarget.prototype
  const listen = () => {
    // By number: a page can replace what arrays are gone through by.
    for (let number = 0; number < names.length; number++) apply(addEventListener, page, [names[number], hear, true])
  }
  listen()
  return listen
}
