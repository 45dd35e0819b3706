import { run } from '../../slack-app/src/run.ts'

// Tend as a process of its own that waits otherwise than usual, as its one argument says.
await run(JSON.parse(process.argv[2] ?? '{}'))
