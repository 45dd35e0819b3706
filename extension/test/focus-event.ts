/** Node has events and targets, but not this event; the browsers' own is met in tests/promises and tests/journeys. */
class NodeFocusEvent extends Event {
  readonly relatedTarget: EventTarget | null

  constructor(type: string, { relatedTarget = null, ...rest }: FocusEventInit = {}) {
    super(type, rest)
    this.relatedTarget = relatedTarget
  }
}

Object.assign(globalThis, { FocusEvent: NodeFocusEvent })
