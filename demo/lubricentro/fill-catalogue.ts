import { createCategory, createProducts } from '#catalog'
import { createParties } from '#contacts'
import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import type { PastSale } from '#sales'
import { ean13 } from '../ean13.ts'
import type { Item } from './catalogue/item.ts'
import { type DemoCustomer, rutOf } from './customers.ts'
import type { DemoSupplier } from './purchases.ts'
import { suppliers } from './suppliers.ts'

export interface Shelved {
  readonly item: Item
  readonly product_id: string
}

/** 780 is Chile's prefix; then who makes it and which of theirs it is. */
export const barcodeOf = (item: Item, at: number): string =>
  ean13(`780${String(2_140 + item.supplier * 37)}${String(10_300 + at * 7).padStart(5, '0')}`)

/** Categories, suppliers and products; gives each product by its code, and the suppliers in the order of the story. */
export async function fillCatalogue(tx: Tx, items: readonly Item[]): Promise<Filled> {
  const categories = new Map<string, string>()
  for (const name of new Set(items.map(({ category }) => category))) {
    categories.set(name, (await createCategory(tx, { id: newId(), name })).id)
  }
  const supplier_ids = await createParties(tx, suppliers.map(supplierParty))
  const ids = await createProducts(
    tx,
    items.map((item, at) => ({
      sku: item.sku,
      name: item.name,
      kind: item.kind,
      category_id: categories.get(item.category),
      unit: item.unit,
      price: item.price,
      ...(item.kind === 'good' && {
        cost: item.cost,
        supplier_id: supplier_ids[item.supplier],
        barcodes: [{ code: barcodeOf(item, at), pack_quantity: 1 }],
      }),
    })),
  )
  return {
    shelved: new Map(
      items.map((item, at) => [item.sku, { item, product_id: present(ids[at], 'every item has an id') }]),
    ),
    suppliers: suppliers.map(({ name }, at) => ({ id: present(supplier_ids[at], 'every supplier has an id'), name })),
  }
}

interface Filled {
  readonly shelved: ReadonlyMap<string, Shelved>
  readonly suppliers: readonly DemoSupplier[]
}

const supplierParty = ({ name, activity, commune }: (typeof suppliers)[number], at: number) => ({
  kind: 'company' as const,
  name,
  activity,
  commune,
  tax_id: rutOf(76_120_450 + at * 41_977),
  phone: `+5622${7_310_000 + at * 61_283}`,
  email: `ventas@${name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .split(' ')
    .slice(0, 2)
    .join('')}.example`,
  is_supplier: true,
})

const PAYMENT_DAYS = 30

/** The customers as parties; gives what a sale remembers of each, in the same order. */
export async function enrolCustomers(
  tx: Tx,
  customers: readonly DemoCustomer[],
): Promise<NonNullable<PastSale['customer']>[]> {
  const ids = await createParties(
    tx,
    customers.map(({ kind, name, tax_id, phone, email, commune, address, activity, credit_limit_minor }) => ({
      ...{ kind, name, tax_id, phone, email, commune, address, activity, credit_limit_minor },
      payment_days: credit_limit_minor > 0 ? PAYMENT_DAYS : 0,
      is_customer: true,
    })),
  )
  return customers.map(({ name, tax_id, phone, email, address, activity }, at) => {
    const id = present(ids[at], 'every customer has an id')
    return { id, name, tax_id, email, phone, address, activity }
  })
}
