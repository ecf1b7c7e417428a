import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { withClient } from '#platform/database/embedded/roles'
import { onDatabase } from '#platform/database/embedded/url'
import { prepareExternal } from '#platform/database/external'
import { type FreshDatabase, freshDatabase } from '../../../tests/support/fresh-database.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database.drop())

const passwordIn = (url: string) => new URL(url).password

test('requests are served by the role without power that an earlier run has made', async () => {
  const { owner_url, app_url } = database

  const external = await prepareExternal({ url: owner_url, app_password: passwordIn(app_url) })

  expect(external).toMatchObject({ owner_url, app_url, app_role: 'mostrador_app' })
})

test('where that role cannot be used, the one role serves and a warning says so', async () => {
  const external = await prepareExternal({ url: database.owner_url, app_password: 'not the password of mostrador_app' })

  expect(external).toMatchObject({ app_url: database.owner_url, app_role: 'mostrador_owner' })
  expect(external.warnings.join()).toContain('DATABASE_OWNER_URL')
})

test('two given addresses are used as they are', async () => {
  const { owner_url, app_url } = database

  const external = await prepareExternal({ url: app_url, owner_url, app_password: 'unused' })

  expect(external).toMatchObject({ owner_url, app_url, app_role: 'mostrador_app' })
})

test('R6: a server without protection against power cuts is used, with a warning for each missing one', async () => {
  const server = onDatabase(inject('cluster').superuser_url, new URL(database.owner_url).pathname.slice(1))
  await withClient(server, (client) => client.query('alter role mostrador_owner set synchronous_commit = off'))

  const { warnings } = await prepareExternal({ url: database.owner_url, app_password: 'unused' })

  await withClient(server, (client) => client.query('alter role mostrador_owner reset synchronous_commit'))
  expect(warnings.join('\n')).toMatch(/synchronous_commit=off: a power cut may lose/)
  // The tests' own server runs without fsync, which is just such a case.
  expect(warnings.join('\n')).toMatch(/fsync=off/)
})
