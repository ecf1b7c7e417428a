import { expect } from 'vitest'
import { createProduct } from '#catalog'
import { createWarehouse, openBusiness } from '#company'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { takeIn } from '#stock'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

export interface StockedShop extends TestShop {
  store_id: string
  /** Three warehouses of one store. */
  warehouses: [string, string, string]
  /** A new product; with `on_hand`, that many in the first warehouse at `unit_cost` each. */
  product: (given?: {
    on_hand?: number
    unit_cost?: number
    decimals?: number
    kind?: 'good' | 'service'
    min_stock?: number
    name?: string
    sku?: string
    warehouse_id?: string
  }) => Promise<string>
  /** Goods come in as a receipt of their own. */
  receive: (product_id: string, quantity: number, cost_minor: number, warehouse_id?: string) => Promise<void>
  stockOf: (
    product_id: string,
    warehouse_id?: string,
  ) => Promise<{ on_hand: number; reserved: number; available: number }>
}

/** A shop with a business, one store and three warehouses, in which products appear as tests need them. */
export async function openStockedShop(): Promise<StockedShop> {
  const shop = await openShop()
  const { store, warehouse } = await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro Rep-Drill' }))
  const second = await createWarehouse(shop.ctx, { name: 'Bodega norte', store_id: store.id })
  const third = await createWarehouse(shop.ctx, { name: 'Bodega sur', store_id: store.id })
  const receive: StockedShop['receive'] = async (product_id, quantity, cost_minor, warehouse_id = warehouse.id) => {
    const lines = [{ product_id, warehouse_id, quantity, cost_minor }]
    await transact(shop.ctx, (tx) => takeIn(tx, { lines, kind: 'receipt', cause: { kind: 'manual', id: newId() } }))
  }
  return {
    ...shop,
    store_id: store.id,
    warehouses: [warehouse.id, second.id, third.id],
    receive,
    product: async ({ on_hand = 0, unit_cost = 100, warehouse_id, ...given } = {}) => {
      const id = await createProduct(shop.ctx, { name: `Aceite ${newId()}`, price: 1000, kind: 'good', ...given })
      if (on_hand > 0) await receive(id, on_hand, Math.round(on_hand * unit_cost), warehouse_id)
      return id
    },
    stockOf: async (product_id, warehouse_id = warehouse.id) => {
      const { status, body } = await shop.owner.get(`/api/products/${product_id}/stock-by-warehouse`)
      expect(status).toBe(200)
      const level = body.warehouses.find((one: { warehouse: { id: string } }) => one.warehouse.id === warehouse_id)
      return { on_hand: level.on_hand, reserved: level.reserved, available: level.available }
    },
  }
}
