import fc from 'fast-check'
import { newId } from '../../../platform/ids.ts'
import { command, expectStatus, nth, product, quantity, send, which } from './command.ts'
import * as tiny from './tiny-shop.ts'

export const receive = fc.tuple(product, fc.integer({ min: 1, max: 8 }), fc.nat(900)).map(([one, units, cost]) =>
  command(`receive ${units} of ${one}`, async (model, lane) => {
    const movement = { product_id: lane.products[one], warehouse_id: lane.shop.warehouse_id, direction: 'in' }
    const given = { ...movement, kind: 'receipt', quantity: units, unit_cost: cost }
    expectStatus('receive', await send(lane, '/api/stock-movements', given), 201)
    tiny.levelOf(model, one).on_hand += units
    return undefined
  }),
)

export const adjust = fc.tuple(product, fc.constantFrom('add', 'subtract'), quantity).map(([one, operation, units]) =>
  command(`${operation} ${units} of ${one}`, async (model, lane) => {
    const level = tiny.levelOf(model, one)
    const given = { warehouse_id: lane.shop.warehouse_id, operation, quantity: units, reason: 'Recuento' }
    const reply = await send(lane, `/api/products/${lane.products[one]}/adjust-stock`, given)
    const isShort = operation === 'subtract' && tiny.availableOf(level) < units
    expectStatus('adjust', reply, isShort ? 409 : 200)
    if (!isShort) level.on_hand += operation === 'add' ? units : -units
    return undefined
  }),
)

export const hold = fc.tuple(product, quantity).map(([one, units]) =>
  command(`hold ${units} of ${one}`, async (model, lane) => {
    const wanted = {
      id: newId(),
      product_id: lane.products[one],
      warehouse_id: lane.shop.warehouse_id,
      quantity: units,
    }
    // By somebody else each time: nobody may hold much without ever buying.
    const reply = await lane
      .stranger()
      .post('/api/stock-reservations', { ...wanted, ttl_seconds: 86_400 }, { key: newId() })
    const isThere = tiny.fits(model, [{ product: one, quantity: units }])
    expectStatus('hold', reply, isThere ? 201 : 409)
    if (!isThere) return undefined
    model.holds.push({ id: wanted.id, product: one, quantity: units, state: 'pending' })
    tiny.levelOf(model, one).reserved += units
    return undefined
  }),
)

export const endHold = fc.tuple(which, fc.constantFrom('confirm', 'release')).map(([n, verb]) =>
  command(
    `${verb} hold ${n}`,
    async (model, lane) => {
      const one = nth(model.holds, n)
      if (!one) return undefined
      const { status } = await send(lane, `/api/stock-reservations/${one.id}/${verb}`)
      if (status !== 200 && status !== 409) throw new Error(`${verb} a hold: ${status}`)
      if (one.state === 'released') return undefined
      if (status !== 200 && !(verb === 'confirm' && one.state === 'confirmed'))
        throw new Error(`${verb} a ${one.state} hold: ${status}`)
      if (verb === 'release' && status === 200) tiny.levelOf(model, one.product).reserved -= one.quantity
      if (status === 200) one.state = verb === 'release' ? 'released' : 'confirmed'
      return undefined
    },
    ({ holds }) => holds.length > 0,
  ),
)
