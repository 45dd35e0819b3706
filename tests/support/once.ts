type Made<T> = { value: T; end: () => Promise<void> }
type Shared = { made: Promise<Made<unknown>>; users: number }

// Each project of a run loads these files anew, all in one process.
const everywhere = globalThis as typeof globalThis & { tendOncePerRun?: Map<string, Shared> }
everywhere.tendOncePerRun ??= new Map()
const all = everywhere.tendOncePerRun

/**
 * Makes a thing once for a run, however many projects ask for it by its name. The first project has it made, and the last one to let go
 * ends it. Gives what was made, and how to let go.
 */
export async function oncePerRun<T>(name: string, make: () => Promise<Made<T>>): Promise<Made<T>> {
  const shared: Shared = all.get(name) ?? { made: make(), users: 0 }
  all.set(name, shared)
  shared.users += 1
  const { value, end } = (await shared.made) as Made<T>
  const letGo = async () => {
    shared.users -= 1
    if (shared.users > 0) return
    all.delete(name)
    await end()
  }
  return { value, end: letGo }
}
