import { availableParallelism } from 'node:os'
import { openWorker } from './open-worker.ts'
import { type FleetPlan, type FleetTables, fleetTables } from './plan.ts'

export interface FleetRun {
  /** Told now and then how many series are done. */
  readonly progress?: (done: number, count: number) => void
  /** Ends the run early; it is then refused with the signal's reason. */
  readonly signal?: AbortSignal
  readonly threads?: number
}

/** What a thread is given: everything is shared, nothing is copied. */
export interface FleetTask {
  readonly plan: FleetPlan
  readonly tables: FleetTables
  /** Next series, series done, and 1 when the run was cancelled. */
  readonly counters: Int32Array
}

const PROGRESS_MS = 200

/**
 * Forecasts a whole catalogue in worker threads: `values` is `count × length`, in a SharedArrayBuffer. Each series gets
 * its class, the combination of the fleet's models by back-test, bands, a reorder point and its errors.
 */
export async function forecastFleet(plan: FleetPlan, values: Float64Array, run: FleetRun = {}): Promise<FleetTables> {
  checkPlan(plan, values)
  run.signal?.throwIfAborted()
  const tables = fleetTables(plan, values)
  const counters = new Int32Array(new SharedArrayBuffer(12))
  const cancel = () => Atomics.store(counters, 2, 1)
  run.signal?.addEventListener('abort', cancel, { once: true })
  const timer = setInterval(() => run.progress?.(Atomics.load(counters, 1), plan.count), PROGRESS_MS)
  try {
    const threads = Math.max(1, Math.min(run.threads ?? availableParallelism(), Math.ceil(plan.count / 64)))
    await Promise.all(Array.from({ length: threads }, () => oneThread({ plan, tables, counters })))
  } finally {
    clearInterval(timer)
    run.signal?.removeEventListener('abort', cancel)
  }
  run.signal?.throwIfAborted()
  run.progress?.(plan.count, plan.count)
  return tables
}

async function oneThread(task: FleetTask): Promise<void> {
  const isSource = import.meta.url.endsWith('.ts')
  const worker = openWorker(new URL(isSource ? './fleet-worker.ts' : './fleet-worker.js', import.meta.url))
  try {
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve()).once('error', reject)
      worker.once('exit', (code) => reject(new Error(`a thread of the fleet ended with ${code}`)))
      worker.postMessage(task)
    })
  } finally {
    worker.removeAllListeners()
    await worker.terminate()
  }
}

function checkPlan(plan: FleetPlan, values: Float64Array): void {
  const { count, length, horizon, origins, lead_times } = plan
  if (values.length !== count * length) throw new RangeError('values are count × length')
  if (!(values.buffer instanceof SharedArrayBuffer)) throw new TypeError('values stand in a SharedArrayBuffer')
  if (length < (origins + 1) * horizon) throw new RangeError('a series is longer than its origins and one horizon more')
  if (lead_times.length === 0) throw new RangeError('there is at least one lead time')
}
