/** The ports by which content scripts and pages reach the background; it listens to no others. Apart from messages.ts, so that the bridge stays small. */
export const ports = { bridge: 'tend-bridge', overlay: 'tend-overlay', panel: 'tend-panel' } as const
