import { expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/fresh-database.ts'
import { openMortalLine } from '../../../tests/support/mortal-line.ts'
import { withClient } from '../../database/embedded/roles.ts'
import { silentLog } from '../../log.ts'
import { listen } from '../listen.ts'

test('a line that died without a word is opened again, and what is announced then is heard', async () => {
  const database = await freshDatabase()
  const line = await openMortalLine(database.app_url)
  let heard = 0
  const hears = async (more: number) => {
    while (heard < more) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const listening = listen({
    url: line.url,
    channel: 'news',
    log: silentLog,
    heard: () => {
      heard += 1
    },
    pulse_ms: 200,
  })
  const announce = () => withClient(database.owner_url, (client) => client.query('notify news'))
  await hears(1)
  await announce()
  await hears(2)
  line.die()
  // Opened again it looks for itself, because what was announced meanwhile nobody heard.
  await hears(3)
  await announce()
  await hears(4)
  expect(heard).toBe(4)
  await listening.stop()
  line.close()
  await database.drop()
})
