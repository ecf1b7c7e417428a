import { expect, test } from 'vitest'
import { type Country, dayOf, easter, holidaysOf, parseDay, weekdayOf } from '#learning'

const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const of = (country: Country, year: number) => holidaysOf(country, year, year).map(({ day }) => text(day))

test('Easter falls where the churches of the West keep it', () => {
  expect([2000, 2008, 2019, 2024, 2025, 2026, 2038].map((year) => text(easter(year)))).toEqual([
    '2000-04-23',
    '2008-03-23',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2038-04-25',
  ])
})

test('Chile: what is moved, what the solstice decides, and the bridges of September', () => {
  expect(of('CL', 2024)).toEqual([
    '2024-01-01',
    '2024-03-29',
    '2024-03-30',
    '2024-05-01',
    '2024-05-21',
    '2024-06-20',
    '2024-06-29',
    '2024-07-16',
    '2024-08-15',
    '2024-09-18',
    '2024-09-19',
    '2024-09-20',
    '2024-10-12',
    '2024-10-31',
    '2024-11-01',
    '2024-12-08',
    '2024-12-25',
  ])
  expect(of('CL', 2023)).toEqual(
    expect.arrayContaining(['2023-01-02', '2023-06-21', '2023-06-26', '2023-10-09', '2023-10-27']),
  )
  expect(of('CL', 2025)).toEqual(expect.arrayContaining(['2025-06-20', '2025-06-29', '2025-10-12', '2025-10-31']))
  expect(of('CL', 2021)).toContain('2021-09-17')
  expect(of('CL', 2018)).toContain('2018-09-17')
  expect(of('CL', 2022)).not.toContain('2022-09-17')
})

test('Mexico, Colombia and Argentina move to Monday by rules of their own', () => {
  expect(of('MX', 2026)).toEqual([
    '2026-01-01',
    '2026-02-02',
    '2026-03-16',
    '2026-05-01',
    '2026-09-16',
    '2026-11-16',
    '2026-12-25',
  ])
  expect(of('CO', 2025)).toEqual(
    expect.arrayContaining(['2025-01-06', '2025-03-24', '2025-06-02', '2025-06-23', '2025-06-30', '2025-11-17']),
  )
  expect(of('AR', 2026)).toEqual(expect.arrayContaining(['2026-02-16', '2026-02-17', '2026-06-15', '2026-11-23']))
  expect(of('ES', 2026)).toHaveLength(10)
  expect(of('PE', 2026)).toHaveLength(16)
})

test('a day is a day in every time zone, and what is none is refused', () => {
  expect(text(dayOf(2024, 2, 29))).toBe('2024-02-29')
  expect(weekdayOf(dayOf(2026, 11, 28))).toBe(6)
  expect(weekdayOf(dayOf(1969, 12, 31))).toBe(3)
  expect(parseDay('2023-02-29')).toBeNull()
  expect(parseDay('28-11-2026')).toBeNull()
  expect(parseDay('2026-11-28')).toBe(dayOf(2026, 11, 28))
})
