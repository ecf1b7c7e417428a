import { expect } from 'vitest'
import { rowChanges } from '../../../tests/support/row-changes.ts'
import { openStockedShop } from './stocked-shop.ts'

const tables =
  'transfer transfer_line incoming count count_line count_entry bin bin_product lot_product setting alert import_row'
    .split(' ')
    .map((name) => `stock.${name}`)

/** A shop whose documents of stock are read as lines of words; its clock stands until it is moved. Things stand beside. */
export async function openDocuments() {
  const shop = await openStockedShop()
  const time = { now: new Date('2026-06-10T15:00:00Z') }
  shop.time.now = time.now
  const [here, there] = shop.warehouses
  const names = new Map<string, string>()
  const called = (name: string, id: string) => {
    names.set(id, name)
    return id
  }
  for (const [at, name] of ['here', 'there', 'south'].entries()) called(name, shop.warehouses[at] ?? '')
  called('keeper', shop.storekeeper.actor.id ?? '')
  called('owner', shop.owner.actor.id ?? '')
  const words = (id: string) => names.get(id) ?? '?'
  const nameOf = (row: Record<string, unknown>) =>
    [row.id, row.transfer_id, row.count_id, row.bin_id, row.product_id, row.warehouse_id]
      .flatMap((id) => (id === undefined || id === null ? [] : [words(String(id))]))
      .join(' ')
  const made = async (
    path: string,
    given: object = {},
    method: 'post' | 'patch' | 'put' = 'post',
    who = shop.storekeeper,
  ) => {
    const reply = await who[method](path, given)
    expect(reply.status, reply.text).toBeLessThan(300)
    return reply.body
  }
  const oil = called('oil', await shop.product({ on_hand: 20, unit_cost: 100, decimals: 1 }))
  const lamp = called('lamp', await shop.product({ on_hand: 20, unit_cost: 10 }))
  const [bin] = (await made('/api/bins', { warehouse_id: here, bins: [{ code: 'B-1' }] })).items
  await made(`/api/bins/${called('bin beside', bin.id)}/products`, { product_ids: [oil, lamp] })
  await made(`/api/products/${lamp}/lot-rule`, { tracks_lots: true, warn_days: 9 }, 'put')
  return {
    ...{ shop, here, there, oil, lamp, called, made },
    changes: (act: () => Promise<unknown>) => rowChanges(shop, { tables, words, nameOf }, act),
    wait: (seconds: number) => {
      time.now = new Date(time.now.getTime() + seconds * 1000)
      shop.time.now = time.now
    },
    now: () => time.now,
  }
}
