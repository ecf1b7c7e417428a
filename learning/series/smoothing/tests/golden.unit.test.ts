import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { etsPath, fitEts, nameOfForm, thetaPath } from '#learning'

interface Golden {
  readonly tool: string
  readonly series: readonly {
    readonly period: number
    readonly y: number[]
    readonly form: string
    readonly aicc: number
    readonly ets: number[]
    readonly theta: number[]
  }[]
}

const file = new URL('../../../tests/golden/forecast-smoothing.json.gz', import.meta.url)
const golden: Golden = JSON.parse(gunzipSync(readFileSync(file)).toString())
const fits = golden.series.map((series) => {
  const y = Float64Array.from(series.y)
  const model = fitEts(y, { period: series.period })
  const size = series.y.reduce((sum, value) => sum + Math.abs(value), 0) / y.length
  return { series, y, model, size }
})

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)

test('the AICc of 240 series is that of R, or less, within 0.5 on 95 % of them', () => {
  expect(golden.tool).toMatch(/forecast 8/)
  expect(fits.length).toBeGreaterThanOrEqual(200)
  const good = fits.filter(({ model, series }) => model !== null && model.aicc <= series.aicc + 0.5)
  expect(good.length / fits.length).toBeGreaterThanOrEqual(0.95)
})

test('where R finds the same form and the same likelihood, it forecasts the same within 1 % of the level, on 95 %', () => {
  const same = fits.filter(
    ({ model, series }) => model && nameOfForm(model.form) === series.form && Math.abs(model.aicc - series.aicc) < 0.05,
  )
  expect(same.length).toBeGreaterThan(80)
  const near = same.filter(({ model, y, series, size }) => {
    const path = model ? etsPath(model, y.length, series.ets.length) : []
    return furthest(path, series.ets) < 0.01 * size
  })
  expect(near.length / same.length).toBeGreaterThanOrEqual(0.95)
})

test('Theta is that of R within 0.1 % of the level on 95 % of the series that are positive or have no season', () => {
  // R divides by multiplicative indices even where values change their sign; ours leave such a series as it is.
  const comparable = fits.filter(({ y, series }) => series.period === 1 || y.every((value) => value > 0))
  expect(comparable.length).toBeGreaterThanOrEqual(200)
  const near = comparable.filter(
    ({ y, series, size }) => furthest(thetaPath(y, series.period, series.theta.length), series.theta) < 0.001 * size,
  )
  expect(near.length / comparable.length).toBeGreaterThanOrEqual(0.95)
})
