import { expect, test, vi } from 'vitest'
import { watchRights } from '../rights-version.ts'

test('many who ask at once cost one reading, and within 400 ms none', async () => {
  const read = vi.fn(async () => 7)
  const rights = watchRights(read)
  expect(await Promise.all([rights.current(), rights.current(), rights.current()])).toEqual([7, 7, 7])
  expect(await rights.current()).toBe(7)
  expect(read).toHaveBeenCalledTimes(1)
})

test('after "look again" nobody is served what was being read before', async () => {
  const answers: ((version: number) => void)[] = []
  const read = vi.fn(() => new Promise<number>((resolve) => void answers.push(resolve)))
  const rights = watchRights(read)
  const early = rights.current()
  rights.lookAgain()
  const late = rights.current()
  answers[1]?.(2)
  answers[0]?.(1)
  expect([await early, await late]).toEqual([1, 2])
  expect(await rights.current()).toBe(2)
  expect(read).toHaveBeenCalledTimes(2)
})

test('a reading that was overtaken ends alone: whoever asks meanwhile waits for the new one', async () => {
  const answers: ((version: number) => void)[] = []
  const read = vi.fn(() => new Promise<number>((resolve) => void answers.push(resolve)))
  const rights = watchRights(read)
  const early = rights.current()
  rights.lookAgain()
  const late = rights.current()
  answers[0]?.(1)
  await early
  const third = rights.current()
  answers[1]?.(2)
  expect([await late, await third, read.mock.calls.length]).toEqual([2, 2, 2])
})

test('what was read is believed for 400 ms, not a moment longer', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const read = vi.fn(async () => 7)
  const rights = watchRights(read)
  await rights.current()
  vi.advanceTimersByTime(399)
  await rights.current()
  expect(read).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  await rights.current()
  expect(read).toHaveBeenCalledTimes(2)
  vi.useRealTimers()
})

test('a reading that fails lets nobody in, and the next one is tried afresh', async () => {
  const read = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('no database')).mockResolvedValue(3)
  const rights = watchRights(read)
  await expect(rights.current()).rejects.toThrow('no database')
  expect(await rights.current()).toBe(3)
})
