import { expect, test } from 'vitest'
import { everyPermission } from '../../bin/open-people.ts'
import { systemActor } from '../../platform/actor.ts'
import { transact } from '../../platform/database/transact.ts'
import { openShop } from '../../tests/support/open-shop.ts'
import { makeTeam } from '../demo-people.ts'
import { openPlaces } from '../lubricentro/open-places.ts'
import { teamNames } from '../lubricentro/team-names.ts'

const administrator = { email: 'rosa@tienda.example', full_name: 'Rosa Leiva', password: 'nueve lagartijas al sol' }
const setup = { business: { name: 'La tienda de Rosa' }, country: 'CL', administrator }

test('the wizard opens a demo whose administrator is the one who asked for it', async () => {
  const told: string[] = []
  const shop = await openShop({
    signs_in: true,
    people: {
      fill_demo: async (ctx, wanted, tell) => {
        tell({ es: '  Vivido   hasta el lunes.', en: 'Lived until Monday.' })
        told.push((await shop.anonymous.get('/api/setup')).body.filling)
        await transact({ ...ctx, actor: systemActor('demo') }, async (tx) => {
          await openPlaces(tx)
          await makeTeam(tx, {
            domain: 'tienda.example',
            names: teamNames,
            permissions: Object.keys(everyPermission),
            ...wanted,
          })
        })
      },
    },
  })
  expect((await shop.anonymous.post('/api/setup', { ...setup, demo: 'moon' })).status).toBe(422)
  const opened = await shop.anonymous.post('/api/setup', { ...setup, demo: 'lubricentro' })
  expect(opened.status, opened.text).toBeLessThan(300)
  expect(told).toEqual(['Vivido hasta el lunes.'])
  expect((await shop.anonymous.get('/api/setup')).body.filling).toBeNull()
  const { email, password } = administrator
  expect((await shop.anonymous.post('/api/auth/login', { email, password })).status).toBe(200)
  expect((await shop.anonymous.post('/api/setup', { ...setup, demo: 'lubricentro' })).status).toBe(404)
})

test('an installation without demos has none to open', async () => {
  const shop = await openShop({ signs_in: true })
  expect((await shop.anonymous.post('/api/setup', { ...setup, demo: 'lubricentro' })).status).toBe(404)
})
