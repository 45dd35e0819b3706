import { afterAll, vi } from 'vitest'

// The files of this project share what they import: each gives back the clock, the globals and whatever else it had in hand.
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
