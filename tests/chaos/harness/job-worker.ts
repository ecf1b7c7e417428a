// Run as a process of its own by the jobs campaign, so that it can be killed like a real one.
import { openDatabase, openPool } from '../../../platform/database/pool.ts'
import { setRuntime } from '../../../platform/database/transact.ts'
import type { Job } from '../../../platform/jobs/job.ts'
import { startWorker } from '../../../platform/jobs/worker.ts'
import { silentLog } from '../../../platform/log.ts'
import { effect } from './effect-job.ts'

const pool = openPool({ url: process.argv[2] ?? '', max: 6, log: silentLog, name: 'campaign worker' })
const db = openDatabase(pool)
setRuntime(db, { reactions: [], committed: () => undefined })
startWorker({
  db,
  pool,
  jobs: [effect as unknown as Job],
  log: silentLog,
  clock: () => new Date(),
  lease: { renew_ms: 200, expires_ms: 1_500 },
})
process.stdout.write('working\n')
