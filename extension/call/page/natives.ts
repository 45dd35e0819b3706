/**
 * Gives a property's own getter, as the browser made it. Code in the page's own world takes such things before the page's first script: a
 * page can replace them later, and its own would then be called with what is ours.
 */
export function getterOf(prototype: object, name: string): () => unknown {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get
  if (!get) throw new Error(`This browser has no ${name}.`)
  return get
}

/**
 * Listens at the window before anything that the page lets listen there from now on. Gives a function that listens again: a page that is
 * written anew (`document.open`) loses every listener, ours too.
 */
export function listenFirst(page: Window, names: readonly string[], hear: (event: Event) => void): () => void {
  const { apply } = Reflect
  const { addEventListener } = EventTarget.prototype
  const listen = () => {
    // The loop counts, as a page can replace the iterator of arrays.
    for (let number = 0; number < names.length; number++) apply(addEventListener, page, [names[number], hear, true])
  }
  listen()
  return listen
}
