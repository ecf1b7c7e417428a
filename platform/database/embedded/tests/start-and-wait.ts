// Run as a process of its own by the tests, so that it can be killed like the real one.
import { startEmbedded } from '../start.ts'

const data_dir = process.argv[2] ?? ''
const database = await startEmbedded({ data_dir, log: () => undefined, fsync: false })
process.stdout.write(`${JSON.stringify({ pid: database.pid(), adopted: database.adopted })}\n`)
setInterval(() => undefined, 60_000)
