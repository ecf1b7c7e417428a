import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadApart } from '../../bin/load-apart.ts'
import { readConfig } from '../../platform/config.ts'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { loadSecrets } from '../../platform/secrets.ts'
import { atEnd } from '../../tests/support/at-end.ts'
import { freshDatabase } from '../../tests/support/fresh-database.ts'

const PROCESS_MS_MAX = 120_000

async function apart() {
  const { app_url, owner_url, drop } = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-apart-'))
  atEnd(async () => {
    await drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const config = readConfig([], { MOSTRADOR_DATA: folder })
  const load = loadApart({ config, secrets: loadSecrets(config), database_url: app_url })
  const note = (demo: object) =>
    withClient(owner_url, (client) =>
      client.query('insert into platform.note (name, value) values ($1, $2)', ['demo', JSON.stringify(demo)]),
    )
  const businesses = () =>
    withClient(owner_url, async (client) => (await client.query('select from company.business')).rowCount)
  return { load, note, businesses }
}

test('a process of its own says what a demo found, as its parent would have', { timeout: PROCESS_MS_MAX }, async () => {
  const { load, note } = await apart()
  await note({ name: 'lubricentro', is_complete: true })
  await expect(
    load({ name: 'online-retail', administrator: undefined, progress: () => undefined }),
  ).rejects.toMatchObject({
    name: 'StartProblem',
    code: 'demo_not_empty',
    sentences: { es: expect.stringContaining('Elige otra carpeta') },
  })
})

test('a refusal comes back as a refusal, and nothing stays', { timeout: PROCESS_MS_MAX }, async () => {
  const { load, businesses } = await apart()
  const administrator = { email: 'rosa@tienda.example', full_name: 'Rosa Leiva', password: 'corta' }
  await expect(load({ name: 'lubricentro', administrator, progress: () => undefined })).rejects.toMatchObject({
    name: 'Refusal',
    status: expect.toSatisfy((status: number) => status >= 400 && status < 500),
  })
  expect(await businesses()).toBe(0)
})
