import { expect, test } from 'vitest'
import { BadInput, seriesReader } from '#learning'

const head = 'series_id,period,value,seasonality,horizon\n'

function read(text: string) {
  const reader = seriesReader()
  reader.push(text)
  const list = reader.end()
  return Array.from({ length: list.length }, (_, i) => list.at(i))
}

function refusal(text: string): string {
  try {
    read(text)
  } catch (error) {
    if (error instanceof BadInput) return error.message
    throw error
  }
  return 'nothing was refused'
}

test('rows in any order become values in order, what is left out is unknown', () => {
  const [a, month] = read(
    `\uFEFF${head}a,5,50,1,3\r\na,2,20,1,3\r\na,3,NA,1,3\r\nm,2024-03-31,3,12,2\nm,2024-01-31,1,12,2\nm,2024-02-29,2,12,2\n`,
  )
  expect(a).toMatchObject({ id: 'a', seasonality: 1, horizon: 3 })
  expect([...(a?.values ?? [])]).toEqual([20, Number.NaN, Number.NaN, 50])
  expect([...(month?.values ?? [])]).toEqual([1, 2, 3])
})

test('days say by their steps what one period is', () => {
  const days = (from: number, steps: readonly number[]) => {
    const after = steps.map((_, i) => steps.slice(0, i + 1).reduce((sum, step) => sum + step, from))
    return [from, ...after].map((day) => new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10))
  }
  const placesOf = (dates: readonly string[], seasonality = 1) => {
    const [own] = read(head + dates.map((day, i) => `a,${day},${i},${seasonality},3\n`).join(''))
    return [...(own?.values ?? [])].flatMap((value, place) => (Number.isNaN(value) ? [] : [place]))
  }
  // Weeks, one of them moved by a holiday; thirteen periods a year; a few days of sales; every second day.
  expect(placesOf(days(1, [7, 7, 6, 8, 14, 7]))).toEqual([0, 1, 2, 3, 4, 6, 7])
  expect(placesOf(days(5, [28, 28, 28, 56]))).toEqual([0, 1, 2, 3, 5])
  expect(placesOf(days(1, [3, 1, 3, 2, 5]))).toEqual([0, 3, 4, 7, 9, 14])
  expect(placesOf(days(1, [2, 2, 4, 2]))).toEqual([0, 1, 2, 4, 5])
  const halfYears = Array.from({ length: 120 }, (_, i) => `${1950 + (i >> 1)}-0${i % 2 === 0 ? 1 : 7}-01`)
  expect(placesOf(halfYears)).toEqual([...halfYears.keys()])
  // A shop closed at weekends: five periods a week where the season says so, else the weekends are unknown.
  const weeks = days(1, [1, 1, 1, 1, 3, 1, 1, 1, 1, 3, 1, 2, 1, 3, 1, 1, 1, 1, 3])
  expect(placesOf(weeks, 5)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20])
  expect(placesOf(weeks, 7).at(-1)).toBe(28)
})

test('a file that cannot be read is refused with the line where it is wrong', () => {
  expect(refusal(`${head}a,1,1,1,3\na,2,2,1,3\na,1,5,1,3\n`)).toBe('line 4: the period "1" of "a" stands on line 2 too')
  expect(refusal(`${head}a,2026-02-01,1,1,3\na,2026-02-01,1,1,3\n`)).toContain('line 3: the period "2026-02-01"')
  expect(refusal(`${head}a,1,1,1,0\n`)).toContain('line 2: "horizon" must be a whole number from 1')
  expect(refusal(`${head}a,1,1,0.5,1\n`)).toContain('line 2: "seasonality" must be a whole number from 1')
  expect(refusal(`${head}a,1,"1,5",1,3\n`)).toBe('line 2: "value" is not a number: "1,5"; decimals take a point')
  const months = ['01-31', '02-28', '03-01', '03-31', '04-30'].map((day) => `a,2026-${day},1,12,3\n`)
  expect(refusal(head + months.join(''))).toContain('line 5: "2026-03-01" and "2026-03-31" of "a" fall into one period')
  expect(refusal(`${head}a,0026-02-01,1,1,3\n`)).toContain('line 2: "period" is neither')
  expect(refusal(`${head}a,2026-02-30,1,1,3\n`)).toContain('line 2: "period" is neither')
  expect(refusal(`${head}a,2026-02-01,1,1,3\na,2,1,1,3\n`)).toContain('line 3: "a" mixes numbers and days')
  expect(refusal(`${head}a,1,1,1,3\na,900000,1,1,3\n`)).toContain('the limit is 200000')
  expect(refusal('series_id;period;value;seasonality;horizon\na;1;1;1;3\n')).toContain('separated by semicolons')
  expect(refusal(head)).toBe('line 2: there is no series')
  expect(refusal('')).toContain('line 1: the header')
})
