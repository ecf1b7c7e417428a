import { expect, test } from 'vitest'
import { calendarPath, dayOf, holidaysOf, lagRegression, mae, seededRandom, weekdayOf } from '#learning'

const first_day = dayOf(2024, 1, 1)
const holidays = new Set(holidaysOf('CL', 2024, 2026).map(({ day }) => day))
const isClosed = (day: number) => weekdayOf(day) === 0

test('weekdays, a moving holiday, its eve and closed Sundays are learnt and carried on', () => {
  const random = seededRandom(4)
  const expected = (day: number) =>
    isClosed(day) ? 0 : 40 + 8 * weekdayOf(day) - (holidays.has(day) ? 30 : 0) + (holidays.has(day + 1) ? 12 : 0)
  const y = Float64Array.from({ length: 800 }, (_, t) => {
    const value = expected(first_day + t)
    return value === 0 ? 0 : value + random.normal()
  })
  const path = calendarPath(y, 60, { first_day, holidays, isClosed, ridge: 1e-6 })
  for (let h = 0; h < 60; h++) expect(Math.abs(path![h]! - expected(first_day + 800 + h))).toBeLessThan(3)
})

test('ridge, forest and boosting on lags learn holidays and closed days from a calendar', () => {
  const random = seededRandom(8)
  const expected = (day: number) =>
    isClosed(day) ? 0 : 40 + 8 * weekdayOf(day) - (holidays.has(day) ? 30 : 0) + (holidays.has(day + 1) ? 12 : 0)
  const length = 800
  const y = Float64Array.from({ length }, (_, t) => {
    const value = expected(first_day + t)
    return value === 0 ? 0 : value + 3 * random.normal()
  })
  const actual = Float64Array.from({ length: 60 }, (_, h) => expected(first_day + length + h))
  for (const engine of ['ridge', 'forest', 'boosting'] as const) {
    const path = lagRegression(engine, { first_day, holidays, isClosed }).fit(y, 7)?.(y, 60)
    const without = lagRegression(engine).fit(y, 7)?.(y, 60)
    if (!path || !without) throw new Error('800 days are enough')
    expect(mae(actual, path)).toBeLessThan(0.8 * mae(actual, without))
    for (let h = 0; h < 60; h++) if (isClosed(first_day + length + h)) expect(path[h]).toBe(0)
  }
  // What is fitted once is carried on over later days, each with its own calendar.
  const fitted = lagRegression('forest', { first_day, holidays, isClosed }).fit(y.subarray(0, 700), 7)
  expect(mae(y.subarray(700, 760), fitted?.(y.subarray(0, 700), 60) ?? [])).toBeLessThan(8)
})

test('too few open days are no calendar, and demand stays above zero', () => {
  expect(calendarPath(new Float64Array(30), 7, { first_day })).toBeNull()
  expect(calendarPath(new Float64Array(90).fill(Number.NaN), 7, { first_day })).toBeNull()
  const falling = Float64Array.from({ length: 60 }, (_, t) => Math.max(0, 30 - t))
  for (const value of calendarPath(falling, 90, { first_day, forget: 0.05 })!) expect(value).toBeGreaterThanOrEqual(0)
})
