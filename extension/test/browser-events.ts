/** Node has events and targets, but not these events. The browsers' own are met in tests/promises and tests/journeys. */
class NodeFocusEvent extends Event {
  readonly #relatedTarget: EventTarget | null

  constructor(type: string, { relatedTarget = null, ...rest }: FocusEventInit = {}) {
    super(type, rest)
    this.#relatedTarget = relatedTarget
  }

  get relatedTarget() {
    return this.#relatedTarget
  }
}

class NodeKeyboardEvent extends Event {
  readonly #pressed: { code: string; key: string }

  constructor(type: string, { code = '', key = '', ...rest }: KeyboardEventInit = {}) {
    super(type, rest)
    this.#pressed = { code, key }
  }

  get code() {
    return this.#pressed.code
  }

  get key() {
    return this.#pressed.key
  }
}

/** An event as it comes from another world: a browser gives the object it carries as a new copy each time. */
export class FromOtherWorld<T> extends CustomEvent<T> {
  override get detail(): T {
    return structuredClone(super.detail)
  }
}

Object.assign(globalThis, { FocusEvent: NodeFocusEvent, KeyboardEvent: NodeKeyboardEvent })
