import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import type { Forecast, SeriesRows } from '#learning'
import { openWorker } from '#learning'

/** What a worker is told and what it answers: a piece of the list, in the same order. */
export interface ForecastTask {
  readonly series: readonly SeriesRows[]
  readonly levels: readonly number[]
  readonly method: string | undefined
}

const PIECE = 8

/** Forecasts a list of series on all processors, in worker threads; the order is kept. */
export async function forecastAll(
  series: readonly SeriesRows[],
  options: { levels: readonly number[]; method: string | undefined },
): Promise<Forecast[]> {
  const out: Forecast[] = new Array(series.length)
  let next = 0
  const work = async () => {
    const worker = openWorker(
      new URL(import.meta.url.endsWith('.ts') ? './forecast-worker.ts' : './forecast-worker.js', import.meta.url),
    )
    try {
      while (next < series.length) {
        const from = next
        next = Math.min(series.length, next + PIECE)
        const answer = await ask(worker, { series: series.slice(from, next), ...options })
        for (const [i, forecast] of answer.entries()) out[from + i] = forecast
      }
    } finally {
      await worker.terminate()
    }
  }
  const workers = Math.min(availableParallelism(), Math.ceil(series.length / PIECE))
  await Promise.all(Array.from({ length: workers }, work))
  return out
}

function ask(worker: Worker, task: ForecastTask): Promise<Forecast[]> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners()
    worker.once('message', resolve).once('error', reject)
    worker.postMessage(task)
  })
}
