import { beforeAll, expect, test } from 'vitest'
import { forbiddenFrom, statesOf } from '../../../tests/support/machine.ts'
import { fulfilmentMoves, shipmentMoves } from '../fulfilment-state.ts'
import type { FulfilmentState, ShipmentState } from '../wire.ts'
import { openWarehouse, type Prepared, type Warehouse } from './warehouse.ts'

let shop: Warehouse
beforeAll(async () => {
  shop = await openWarehouse()
})

const ordered = async () => shop.ordered([{ product_id: await shop.product({ on_hand: 8 }), quantity: 2 }])
const move = (one: Prepared, state: FulfilmentState) =>
  shop.owner.patch(`/api/fulfilments/${one.id}`, { state, return_reason: 'No lo quiso' })

async function reach(state: FulfilmentState): Promise<Prepared> {
  const one = await ordered()
  if (state === 'received') return one
  if (state === 'cancelled' || state === 'returned') {
    if (state === 'returned') await shop.bring(one, 'delivered')
    expect((await move(one, state)).status).toBe(200)
    return one
  }
  return shop.bring(one, state)
}

test.each(statesOf(fulfilmentMoves))('an order in the warehouse that is %s makes no forbidden move', async (from) => {
  const one = await reach(from)
  for (const to of forbiddenFrom(fulfilmentMoves, from).filter((state) => state !== from)) {
    expect(await move(one, to), `${from} → ${to}`).toMatchObject({
      status: 409,
      body: { code: 'fulfilment.cannot_move' },
    })
  }
  expect((await shop.see(one.id)).state).toBe(from)
})

test.each(statesOf(shipmentMoves))('a parcel that is %s makes no forbidden move', async (from) => {
  const one = await shop.bring(await ordered(), 'packed')
  const { id } = (await shop.owner.post('/api/shipments', { fulfilment_id: one.id })).body
  const to = (state: ShipmentState) =>
    shop.owner.patch(`/api/shipments/${id}`, { state, failed_reason: 'Dirección mala' })
  if (from === 'delivered') expect((await to('in_transit')).status).toBe(200)
  if (from !== 'pending') expect((await to(from)).status).toBe(200)
  for (const state of forbiddenFrom(shipmentMoves, from).filter((other) => other !== from)) {
    expect(await to(state), `${from} → ${state}`).toMatchObject({
      status: 409,
      body: { code: 'shipment.cannot_move' },
    })
  }
  // Only what left and failed goes out again; this one failed before it left.
  expect((await shop.owner.post(`/api/shipments/${id}/retry`, {})).body.code).toBe('shipment.cannot_move')
  expect((await shop.owner.get(`/api/shipments/${id}`)).body.state).toBe(from)
})

test('an arrival is told later at its own time, never before the parcel left nor ahead of the clock', async () => {
  const one = await shop.bring(await ordered(), 'packed')
  const { id } = (await shop.owner.post('/api/shipments', { fulfilment_id: one.id })).body
  const tell = (body: object) => shop.owner.patch(`/api/shipments/${id}`, body)
  const now = Date.now()
  const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString()
  shop.time.now = new Date(now)
  await tell({ state: 'in_transit' })
  shop.time.now = new Date(now + 48 * 3_600_000)
  expect((await tell({ delivered_at: at(20) })).body.code).toBe('shipment.arrives_when_delivered')
  expect((await tell({ state: 'delivered', delivered_at: at(-1) })).body.code).toBe('shipment.arrives_before_it_left')
  expect((await tell({ state: 'delivered', delivered_at: at(49) })).body.code).toBe('shipment.arrives_later')
  expect((await tell({ state: 'delivered', delivered_at: '' })).status).toBe(422)
  expect((await tell({ state: 'delivered', delivered_at: at(20) })).body).toMatchObject({
    state: 'delivered',
    delivered_at: at(20),
  })
  shop.time.now = null
})
