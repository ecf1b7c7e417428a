import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { dayOf, holidaysOf, openProphet, seededRandom } from '#learning'

const wasm = readFileSync(
  createRequire(import.meta.url)
    .resolve('@bsull/augurs/prophet')
    .replace('prophet.js', 'prophet_bg.wasm'),
)
const engine = await openProphet(new Uint8Array(wasm))

test('its components add up, its bands stay above zero, and a weekly wave comes back', () => {
  const random = seededRandom(1)
  const days = Int32Array.from({ length: 200 }, (_, t) => dayOf(2026, 1, 1) + t)
  const values = Float64Array.from(
    days,
    (day, t) => 100 + 0.2 * t + 20 * Math.sin((2 * Math.PI * day) / 7) + random.normal(),
  )
  const told = engine.forecast({ days, values }, { horizon: 14, levels: [0.8] })
  expect(told?.origins).toBe(4)
  for (let h = 0; h < 14; h++) {
    const sum = told!.trend[h]! + told!.weekly[h]! + told!.yearly[h]! + told!.holidays[h]!
    expect(Math.abs(sum - told!.mean[h]!)).toBeLessThan(1e-6)
    expect(Math.abs(told!.weekly[h]! - 20 * Math.sin((2 * Math.PI * told!.days[h]!) / 7))).toBeLessThan(2)
    expect(told!.bands[0]!.low[h]!).toBeGreaterThanOrEqual(0)
  }
})

test('a holiday has its effect', () => {
  const random = seededRandom(2)
  const holidays = holidaysOf('CL', 2024, 2026)
  const isHoliday = new Set(holidays.map(({ day }) => day))
  const days = Int32Array.from({ length: 900 }, (_, t) => dayOf(2024, 1, 1) + t)
  const values = Float64Array.from(days, (day) => 50 + (isHoliday.has(day) ? 30 : 0) + random.normal())
  const told = engine.forecast({ days, values }, { horizon: 30, holidays, yearly: false })
  const navy = told!.days.indexOf(dayOf(2026, 6, 29))
  expect(told!.holidays[navy]!).toBeGreaterThan(22)
  expect(told!.holidays[navy - 1]!).toBeCloseTo(0, 6)
})

test('too little to learn from is said, not guessed', () => {
  const days = Int32Array.from({ length: 20 }, (_, t) => t)
  expect(engine.forecast({ days, values: new Float64Array(20) }, { horizon: 3 })).toBeNull()
  expect(engine.forecast({ days, values: new Float64Array(20).fill(Number.NaN) }, { horizon: 3 })).toBeNull()
})

test('it agrees with R’s Prophet within 0.5 % of the level', () => {
  const file = new URL('../../../tests/golden/prophet.json.gz', import.meta.url)
  const golden = JSON.parse(gunzipSync(readFileSync(file)).toString())
  expect(golden.tool).toMatch(/prophet/)
  for (const { first_day, y, mean } of golden.series) {
    const days = Int32Array.from(y, (_, t) => first_day + t)
    const told = engine.forecast(
      { days, values: Float64Array.from(y) },
      { horizon: mean.length, yearly: y.length >= 730 },
    )
    const apart = mean.reduce(
      (sum: number, value: number, h: number) => sum + Math.abs(value - told!.mean[h]!) / value,
      0,
    )
    expect(apart / mean.length).toBeLessThan(0.005)
  }
})
