import { expect, test } from 'vitest'
import { momentOf, wallClock } from './wall-clock.ts'

const chile = 'America/Santiago'

test("the clock on the wall is the shop's, not the browser's", () => {
  expect(wallClock(new Date('2026-11-29T02:05:30Z'), chile)).toBe('2026-11-28T23:05')
  expect(wallClock(new Date('2026-07-01T02:05:30Z'), chile)).toBe('2026-06-30T22:05')
})

test('what was read from it is the moment again, also in the night in which it is moved', () => {
  for (const at of ['2026-11-29T15:20:00Z', '2026-04-05T02:59:00Z', '2026-04-05T04:10:00Z', '2026-09-06T04:01:00Z'])
    expect(momentOf(wallClock(new Date(at), chile), chile)?.toISOString()).toBe(at.replace('Z', '.000Z'))
  expect(momentOf('2026-11-29T08:46', 'Asia/Kathmandu')?.toISOString()).toBe('2026-11-29T03:01:00.000Z')
})

test('half a time is no moment', () => {
  expect(momentOf('', chile)).toBeNull()
  expect(momentOf('2026-11', chile)).toBeNull()
})
