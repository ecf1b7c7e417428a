import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withClient } from '#platform/database/embedded/roles'
import { type EmbeddedDatabase, startEmbedded } from '#platform/database/embedded/start'
import { canMount, clearAway, fill, mountSmallDisk, newFolder, unmount } from './data-folder.ts'
import { pause } from './program.ts'

let data_dir: string
let database: EmbeddedDatabase | undefined

beforeEach(() => {
  data_dir = newFolder()
})

afterEach(async () => {
  await database?.stop()
  await clearAway(data_dir)
  unmount(data_dir)
  rmSync(data_dir, { recursive: true, force: true })
})

test.skipIf(!canMount())('R9: a disk that fills up under sales loses none of them and heals by itself', async () => {
  mountSmallDisk(data_dir, '220m')
  database = await startEmbedded({ data_dir, log: () => undefined })
  const { owner_url } = database
  await withClient(owner_url, (client) => client.query('create table sale (id int primary key, note text)'))
  fill(data_dir, 12 * 1024 * 1024)

  const acknowledged = await sellUntilRefused(owner_url)
  expect(acknowledged).toBeGreaterThan(0)
  rmSync(join(data_dir, 'filler'))

  expect(await saleCount(owner_url)).toBeGreaterThanOrEqual(acknowledged)
})

const insert = `
  insert into sale
  select $1, string_agg(md5(random()::text), '') from generate_series(1, 200)`

/** One commit a sale; returns how many were acknowledged before the disk said no. */
async function sellUntilRefused(url: string): Promise<number> {
  let acknowledged = 0
  const sell = () =>
    withClient(url, async (client) => {
      for (;;) {
        await client.query(insert, [acknowledged + 1])
        acknowledged += 1
      }
    })
  await sell().catch(() => undefined)
  return acknowledged
}

async function saleCount(url: string): Promise<number> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const count = await withClient(url, (client) =>
      client.query<{ count: number }>('select count(*)::int from sale'),
    ).catch(() => undefined)
    if (count !== undefined) return count.rows[0]?.count ?? 0
    await pause(200)
  }
  throw new Error('the database did not come back within 30 s')
}
