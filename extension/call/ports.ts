/**
 * Content scripts and pages reach the background by these ports, and it listens to no others. They stand apart from messages.ts, so that
 * the bridge stays small.
 */
export const ports = { bridge: 'tend-bridge', overlay: 'tend-overlay', panel: 'tend-panel' } as const
