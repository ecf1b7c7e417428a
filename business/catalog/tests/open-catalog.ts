import { openBusiness } from '#company'
import { transact } from '#platform/database/transact'
import { openShop, type Reply, type TestShop } from '../../../tests/support/open-shop.ts'

export interface CatalogShop extends TestShop {
  warehouse_id: string
  product: (fields?: object) => Promise<Reply['body']>
}

/** A Chilean shop (prices with 19 % tax) and a short way to make products as the owner. */
export async function openCatalog(): Promise<CatalogShop> {
  const shop = await openShop()
  const { warehouse } = await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro Rep-Drill' }))
  const product = async (fields: object = {}) => {
    const reply = await shop.owner.post('/api/products', { name: 'Aceite 10W-40', price: 11_900, ...fields })
    if (reply.status !== 201) throw new Error(`${reply.status} ${reply.text}`)
    return reply.body
  }
  return { ...shop, warehouse_id: warehouse.id, product }
}
