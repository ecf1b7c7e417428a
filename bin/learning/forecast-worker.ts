import { parentPort } from 'node:worker_threads'
import { forecast, methodNamed } from '#learning'
import type { ForecastTask } from './forecast-all.ts'

parentPort?.on('message', ({ series, levels, method }: ForecastTask) => {
  const named = method === undefined ? undefined : methodNamed(method)
  parentPort?.postMessage(
    series.map(({ values, seasonality, horizon }) =>
      forecast(values, { horizon, period: seasonality, levels, ...(named ? { method: named } : {}) }),
    ),
  )
})
