import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type EtsForm, etsPath, fitEts, seasonalIndices } from '#learning'
import { autocorrelations } from '../../theta.ts'
import { smoothLevel } from '../level.ts'
import { parametersOf } from '../model.ts'

interface Case {
  readonly period: number
  readonly y: number[]
  readonly fits: readonly (EtsForm & { readonly loglik: number; readonly forecast: number[] })[]
  readonly simple: number
  readonly acf: number[]
  readonly additive: number[]
  readonly multiplicative: number[]
}

const file = new URL('../../../tests/golden/statsmodels-smoothing.json.gz', import.meta.url)
const golden: { tool: string; cases: readonly Case[] } = JSON.parse(gunzipSync(readFileSync(file)).toString())

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)

/** R counts the deviance from n·log Σe²; statsmodels the whole Gaussian density. */
const loglikOf = (deviance: number, n: number) => -deviance / 2 + (n / 2) * (Math.log(n) - Math.log(2 * Math.PI) - 1)

test('every form of ETS is as likely as statsmodels finds it, or more; where equal, they say the same within 1 %', () => {
  expect(golden.tool).toBe('statsmodels')
  const told = golden.cases.flatMap(({ y, period, fits }) =>
    fits.map((fit) => {
      const { error, trend, season } = fit
      const values = Float64Array.from(y)
      const model = fitEts(values, { period, forms: [{ error, trend, season }] })!
      const likelihood = loglikOf(model.aic - 2 * parametersOf(model.form, model.period), y.length)
      const size = y.reduce((sum, value) => sum + value, 0) / y.length
      return {
        ahead: likelihood - fit.loglik,
        apart: furthest(etsPath(model, y.length, fit.forecast.length), fit.forecast) / size,
      }
    }),
  )
  expect(told.length).toBe(80)
  expect(told.filter(({ ahead }) => ahead < -0.25)).toEqual([])
  const same = told.filter(({ ahead }) => Math.abs(ahead) < 0.05)
  expect(same.length).toBeGreaterThan(15)
  expect(same.filter(({ apart }) => apart < 0.01).length / same.length).toBeGreaterThanOrEqual(0.95)
})

test('simple smoothing, autocorrelations and seasonal indices are those of statsmodels', () => {
  for (const { y, period, simple, acf, additive, multiplicative } of golden.cases) {
    const values = Float64Array.from(y)
    // Ours starts where the errors are least and not at the first value: after sixty values a millionth of that is left.
    expect(smoothLevel(values, 0.2).level).toBeCloseTo(simple, 3)
    expect(furthest(autocorrelations(values, 10)!.subarray(1), acf.slice(1))).toBeLessThan(1e-9)
    expect(furthest(seasonalIndices(values, period, false), additive)).toBeLessThan(1e-7)
    expect(furthest(seasonalIndices(values, period, true), multiplicative)).toBeLessThan(1e-9)
  }
})
