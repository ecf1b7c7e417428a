import { expect } from 'vitest'
import { createProduct } from '#catalog'
import { createTill, openBusiness, type SetBusiness } from '#company'
import { createParty } from '#contacts'
import { takeIn } from '#stock'
import { checkBooks } from '../../doctor/doctor.ts'
import { transact } from '../../platform/database/transact.ts'
import { newId } from '../../platform/ids.ts'
import { openShop, type TestShop, type Worker } from './open-shop.ts'

interface ProductGiven {
  on_hand?: number
  price?: number
  cost?: number
  decimals?: number
  kind?: 'good' | 'service'
  tax_class?: string
  min_stock?: number
  name?: string
}

/** A Chilean shop that sells: one store, one warehouse, tills, products with stock, customers. */
export interface SellingShop extends TestShop {
  store_id: string
  warehouse_id: string
  till: (name?: string) => Promise<string>
  product: (given?: ProductGiven) => Promise<string>
  customer: (given?: { name?: string; credit_limit?: number; tax_id?: string }) => Promise<string>
  /** A person with an open till of their own. */
  atTill: (who?: Worker) => Promise<Worker & { session_id: string }>
  draft: (
    items: object[],
    more?: object,
    who?: Worker,
  ) => Promise<{ id: string; total: number; [field: string]: unknown }>
  onHand: (product_id: string) => Promise<{ on_hand: number; reserved: number; available: number }>
}

export async function openSellingShop(settings: Partial<SetBusiness> = {}): Promise<SellingShop> {
  const shop = await openShop()
  const { store, warehouse } = await transact(shop.ctx, (tx) =>
    openBusiness(tx, { name: 'Lubricentro Rep-Drill', ...settings }),
  )
  const place = { store_id: store.id, warehouse_id: warehouse.id }
  const till = async (name = `Caja ${newId()}`) => (await createTill(shop.ctx, { ...place, name })).id
  const post = async (who: Worker, path: string, body: object, status = 201) => {
    const reply = await who.post(path, body)
    expect(reply, JSON.stringify(reply.body)).toMatchObject({ status })
    return reply.body
  }
  return {
    ...shop,
    ...place,
    till,
    product: async ({ on_hand = 0, price = 1000, cost, ...given } = {}) => {
      const id = await createProduct(shop.ctx, {
        name: `Aceite ${newId()}`,
        price,
        kind: 'good',
        ...given,
        ...(cost === undefined ? {} : { cost }),
      })
      const lines = [
        {
          product_id: id,
          warehouse_id: warehouse.id,
          quantity: on_hand,
          cost_minor: Math.round(on_hand * (cost ?? 100)),
        },
      ]
      const cause = { kind: 'manual', id: newId() }
      if (on_hand > 0) await transact(shop.ctx, (tx) => takeIn(tx, { lines, kind: 'receipt', cause }))
      return id
    },
    customer: async ({ name = `Cliente ${newId()}`, credit_limit = 0, tax_id } = {}) => {
      const party = await createParty(shop.ctx, {
        name,
        is_customer: true,
        credit_limit_minor: credit_limit,
        ...(tax_id === undefined ? {} : { tax_id }),
      })
      return party.id
    },
    atTill: async (who = shop.as('cajero')) => {
      const session = await post(who, '/api/till-sessions', { till_id: await till(), opening_minor: 20_000 })
      return { ...who, session_id: session.id }
    },
    draft: (items, more = {}, who = shop.owner) => post(who, '/api/orders', { ...place, items, ...more }),
    onHand: async (product_id) => {
      const { body } = await shop.owner.get(`/api/products/${product_id}/stock-by-warehouse`)
      const level = body.warehouses.find((one: { warehouse: { id: string } }) => one.warehouse.id === warehouse.id)
      return { on_hand: level.on_hand, reserved: level.reserved, available: level.available }
    },
  }
}

/** The doctor finds nothing wrong: said after every storm. */
export async function expectBooksToHold(shop: { owner_url: string }): Promise<void> {
  const verdicts = await checkBooks(shop.owner_url)
  expect(verdicts.flatMap(({ law, findings }) => findings.map(({ check, rows }) => ({ law, check, rows })))).toEqual([])
  expect(verdicts.length).toBeGreaterThanOrEqual(4)
}
