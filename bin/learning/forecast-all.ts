import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { type Forecast, openWorker, type SeriesList, type SeriesRows } from '#learning'

/** What a worker is told and what it answers: a piece of the list, in the same order. */
export interface ForecastTask {
  readonly series: readonly SeriesRows[]
  readonly levels: readonly number[]
  readonly method: string | undefined
}

/** Series of one piece at most, and numbers read and answered after which it is long enough. */
const PIECE_SERIES = 64
const PIECE_NUMBERS = 4_000
/** Pieces given out and not yet taken back: one slow series holds up no more than these. */
const AHEAD = 12

/**
 * Forecasts a list of series on all processors, in worker threads, and hands over each answer in the order of the list.
 * Only a few pieces are in memory at a time.
 */
export async function forecastAll(
  series: SeriesList,
  options: { readonly levels: readonly number[]; readonly method: string | undefined },
  take: (told: Forecast, series: SeriesRows) => void | Promise<void>,
): Promise<void> {
  const workers = openWorkers(Math.min(availableParallelism(), Math.ceil(series.length / 8)))
  const asked: { piece: readonly SeriesRows[]; answer: Promise<readonly Forecast[]> }[] = []
  try {
    for (let next = 0; next < series.length || asked.length > 0; ) {
      while (next < series.length && asked.length < AHEAD) {
        const piece = pieceFrom(series, next, options.levels.length)
        next += piece.length
        asked.push({ piece, answer: workers.ask({ series: piece, ...options }) })
      }
      const first = asked.shift()
      for (const [i, told] of ((await first?.answer) ?? []).entries()) await take(told, first?.piece[i] as SeriesRows)
    }
  } finally {
    await workers.close()
  }
}

function pieceFrom(series: SeriesList, from: number, levels: number): SeriesRows[] {
  const piece: SeriesRows[] = []
  let numbers = 0
  for (let i = from; i < series.length && piece.length < PIECE_SERIES && numbers < PIECE_NUMBERS; i++) {
    const own = series.at(i)
    numbers += own.values.length + own.horizon * (1 + 2 * levels)
    piece.push(own)
  }
  return piece
}

function openWorkers(count: number) {
  const path = new URL(
    import.meta.url.endsWith('.ts') ? './forecast-worker.ts' : './forecast-worker.js',
    import.meta.url,
  )
  const all = Array.from({ length: count }, () => openWorker(path))
  const idle = [...all]
  const waiting: ((worker: Worker) => void)[] = []
  return {
    ask: async (task: ForecastTask): Promise<readonly Forecast[]> => {
      const worker = idle.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)))
      const answer = await answerOf(worker, task)
      const next = waiting.shift()
      if (next) next(worker)
      else idle.push(worker)
      return answer
    },
    close: () => Promise.all(all.map((worker) => worker.terminate())),
  }
}

function answerOf(worker: Worker, task: ForecastTask): Promise<readonly Forecast[]> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners()
    worker.once('message', resolve).once('error', reject)
    worker.postMessage(task)
  })
}
