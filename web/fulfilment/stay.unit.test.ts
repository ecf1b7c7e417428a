import { expect, test } from 'vitest'
import { fulfilment } from '../text/es/fulfilment.ts'
import { stayOf } from './stay.ts'

const minute = 60_000
const hour = 60 * minute

test('a stay is said in the one unit that says it', () => {
  const said = [-minute, 0, 59 * minute, 60 * minute, 47 * hour, 48 * hour, 24 * 9 * hour].map((ms) =>
    stayOf(fulfilment, ms),
  )
  expect(said).toEqual(['menos de 1 min', 'menos de 1 min', '59 min', '1 h', '47 h', '2 días', '9 días'])
})
