import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { etsPath, fitEts, nameOfForm, thetaPath } from '#learning'
import { competitions, trainingParts } from '../../../tests/competitions.ts'

interface Golden {
  readonly tool: string
  readonly series: readonly {
    readonly id: string
    readonly period: number
    readonly horizon: number
    readonly count: number
    readonly form: string
    readonly aicc: number
    readonly ets: number[]
    readonly theta: number[]
  }[]
}

const file = new URL('../../../tests/golden/competition-smoothing.json.gz', import.meta.url)
const golden: Golden = JSON.parse(gunzipSync(readFileSync(file)).toString())
const title =
  competitions === null ? 'real series (skipped: M4 weekly and M1 are not here)' : 'real series of M4 weekly and M1'

describe.skipIf(competitions === null)(title, () => {
  const parts = competitions === null ? new Map<string, Float64Array>() : trainingParts(competitions)
  const fits = golden.series.map((series) => {
    const whole = parts.get(series.id) ?? new Float64Array(0)
    const y = whole.subarray(Math.max(0, whole.length - series.count))
    const size = y.reduce((sum, value) => sum + Math.abs(value), 0) / y.length
    return { series, y, size, model: fitEts(y, { period: series.period }) }
  })
  const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)

  test('the AICc of 300 series is that of R, or less, within 0.5 on 95 % of them', () => {
    expect(golden.tool).toMatch(/forecast 8/)
    expect(fits).toHaveLength(300)
    const good = fits.filter(({ model, series }) => model !== null && model.aicc <= series.aicc + 0.5)
    expect(good.length).toBeGreaterThanOrEqual(0.95 * 300)
  })

  test('where R finds the same form and likelihood, ETS forecasts the same within 1 % of the level, on 95 %', () => {
    const same = fits.filter(
      ({ model, series }) =>
        model && nameOfForm(model.form) === series.form && Math.abs(model.aicc - series.aicc) < 0.05,
    )
    expect(same.length).toBeGreaterThan(100)
    const near = same.filter(
      ({ model, y, series, size }) =>
        model && furthest(etsPath(model, y.length, series.horizon), series.ets) < 0.01 * size,
    )
    expect(near.length / same.length).toBeGreaterThanOrEqual(0.95)
  })

  test('Theta is that of R within 0.1 % of the level on 95 %', () => {
    const near = fits.filter(
      ({ y, series, size }) => furthest(thetaPath(y, series.period, series.horizon), series.theta) < 0.001 * size,
    )
    expect(near.length).toBeGreaterThanOrEqual(0.95 * 300)
  })
})
