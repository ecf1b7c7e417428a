import { parentPort } from 'node:worker_threads'
import type { FleetTask } from './fleet.ts'
import { forecastRange } from './forecast-range.ts'

const PIECE = 32

parentPort?.on('message', ({ plan, tables, counters }: FleetTask) => {
  while (Atomics.load(counters, 2) === 0) {
    const from = Atomics.add(counters, 0, PIECE)
    if (from >= plan.count) break
    const to = Math.min(plan.count, from + PIECE)
    forecastRange(plan, tables, from, to)
    Atomics.add(counters, 1, to - from)
  }
  parentPort?.postMessage('done')
})
