import { expect, test } from 'vitest'
import { inTurn } from '#platform/in-turn'
import { soon } from '#platform/soon'

const later = async (what: () => void) => {
  await soon()
  what()
}

test('writes keep their order while whoever asked for them goes on', async () => {
  const seen: string[] = []
  const total = await inTurn(async ({ add }) => {
    for (const name of ['a', 'b', 'c']) {
      add(() => later(() => seen.push(`written ${name}`)))
      seen.push(`ready ${name}`)
    }
    return 3
  })
  expect(total).toBe(3)
  expect(seen).toEqual(['ready a', 'ready b', 'ready c', 'written a', 'written b', 'written c'])
})

test('who needs what was written waits for it', async () => {
  const seen: string[] = []
  await inTurn(async ({ add, done }) => {
    add(() => later(() => seen.push('written')))
    await done()
    seen.push('read')
  })
  expect(seen).toEqual(['written', 'read'])
})

test('the first write that fails ends the rest, and is what one hears', async () => {
  const seen: string[] = []
  const work = inTurn(async ({ add }) => {
    add(() => later(() => seen.push('first')))
    add(() => Promise.reject(new Error('a line points at nothing')))
    add(() => later(() => seen.push('third')))
    for (let n = 0; n < 5; n += 1) await soon()
    throw new Error('the transaction is aborted')
  })
  await expect(work).rejects.toThrow('a line points at nothing')
  expect(seen).toEqual(['first'])
})

test('when its author fails, what has begun ends and nothing else begins', async () => {
  const seen: string[] = []
  const work = inTurn(async ({ add }) => {
    add(() => later(() => seen.push('begun')))
    add(() => later(() => seen.push('not begun')))
    await Promise.resolve()
    throw new Error('not enough on hand')
  })
  await expect(work).rejects.toThrow('not enough on hand')
  expect(seen).toEqual(['begun'])
  for (let n = 0; n < 5; n += 1) await soon()
  expect(seen).toEqual(['begun'])
})
