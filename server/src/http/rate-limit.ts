/** A bucket of tokens that refills steadily: `burst` at once, `perMinute` after that. */
export type Limit = { burst: number; perMinute: number }

/**
 * `device`: one person on one device. `workspace`: everybody of a workspace together. `guess`: wrong codes and secrets from one address.
 */
const limits = {
  device: { burst: 120, perMinute: 240 },
  workspace: { burst: 2_000, perMinute: 6_000 },
  guess: { burst: 10, perMinute: 1 },
} as const satisfies Record<string, Limit>
export type LimitName = keyof typeof limits

/** How many callers are remembered at once. The one unseen for the longest time is forgotten. */
const REMEMBERED = 20_000

export type RateLimits = {
  /** Takes one token. Answers zero when there was one, else how many seconds until the next. */
  take(name: LimitName, who: string): number
  /** Gives one token back, when what it was taken for turned out to be no guess. */
  giveBack(name: LimitName, who: string): void
}

/** Counts in the memory of each process, which is enough to keep one device from crowding out the others. */
export function createRateLimits(clock: () => Date, chosen: Partial<Record<LimitName, Limit>> = {}): RateLimits {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const look = (name: LimitName, who: string) => {
    const { burst, perMinute } = chosen[name] ?? limits[name]
    const now = clock().getTime()
    const bucket = buckets.get(`${name} ${who}`) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 60_000) * perMinute)
    return { tokens, now, seconds: tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perMinute) * 60) }
  }
  return {
    giveBack(name, who) {
      const { tokens, now } = look(name, who)
      buckets.set(`${name} ${who}`, { tokens: tokens + 1, at: now })
    },
    take(name, who) {
      const { tokens, now, seconds } = look(name, who)
      buckets.delete(`${name} ${who}`)
      const oldest = buckets.keys().next().value
      if (buckets.size >= REMEMBERED && oldest !== undefined) buckets.delete(oldest)
      buckets.set(`${name} ${who}`, { tokens: seconds === 0 ? tokens - 1 : tokens, at: now })
      return seconds
    },
  }
}
