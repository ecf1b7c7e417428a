import { createProducts } from '#catalog'
import { type Business, businessOf, openBusiness } from '#company'
import { createParties } from '#contacts'
import type { Tx } from '#platform/context'
import { present } from '#platform/invariant'
import { splitTax } from '#platform/money'
import type { PastSale } from '#sales'
import { makeTeam, type Team, type TeamNames, type TeamOptions } from '../demo-people.ts'
import type { RetailLine } from './read-lines.ts'
import { productsOf, type RetailProduct } from './retail-products.ts'

/** A product of the file once it has a row. */
export interface Shelved extends RetailProduct {
  readonly product_id: string
  /** What the loader takes a unit to cost; the file does not say. */
  readonly unit_cost: number
}

export interface Retailer {
  readonly business: Business
  readonly store_id: string
  readonly warehouse_id: string
  readonly team: Team
  /** By folded code. */
  readonly products: ReadonlyMap<string, Shelved>
  /** By the file's number. */
  readonly customers: ReadonlyMap<string, NonNullable<PastSale['customer']>>
}

const VAT = 2_000
/** The file has no costs: half of the price without tax is a gift retailer's usual one. */
const COST_PERCENT = 50
const ROWS = 1_000

const names: TeamNames = {
  admin: ['Margaret Ellis', 'margaret'],
  gerente: ['Thomas Whitfield', 'thomas'],
  vendedor: ['Aisha Rahman', 'aisha'],
  cajero: ['George Parry', 'george'],
  bodeguero: ['Callum Fraser', 'callum'],
  analista: ['Helen Okafor', 'helen'],
}

/** The British retailer before its first sale: the business, its people, everything it sells and everybody it sells to. */
export async function openRetailer(
  tx: Tx,
  lines: readonly RetailLine[],
  options: Omit<TeamOptions, 'domain' | 'names'>,
): Promise<Retailer> {
  const { store, warehouse } = await openBusiness(
    tx,
    {
      name: 'Online Retail',
      activity: 'Gifts for all occasions, by post',
      city: 'London',
      country: 'GB',
      currency: 'GBP',
      language: 'en',
      time_zone: 'Europe/London',
      prices_include_tax: true,
    },
    { store: 'Online store', warehouse: 'Warehouse', till: 'Till 1' },
  )
  const team = await makeTeam(tx, { ...options, domain: 'onlineretail.example', names })
  const [store_id, warehouse_id] = [store.id, warehouse.id]
  const business = await businessOf(tx)
  const [products, customers] = [await shelve(tx, lines), await enrol(tx, lines)]
  return { business, store_id, warehouse_id, team, products, customers }
}

async function shelve(tx: Tx, lines: readonly RetailLine[]): Promise<Map<string, Shelved>> {
  const shelved = new Map<string, Shelved>()
  for (const part of parts([...productsOf(lines)])) {
    const costs = part.map(([, { price_minor }]) =>
      Math.round((splitTax(price_minor, VAT).net_minor * COST_PERCENT) / 100),
    )
    const ids = await createProducts(
      tx,
      part.map(([, { sku, name, is_service, price_minor: price }], at) => ({
        ...{ sku, name, price, unit: 'EA' },
        kind: is_service ? 'service' : 'good',
        ...(is_service ? {} : { cost: costs[at] ?? 0 }),
      })),
    )
    for (const [at, [key, product]] of part.entries()) {
      const product_id = present(ids[at], 'every product has an id')
      shelved.set(key, { ...product, product_id, unit_cost: costs[at] ?? 0 })
    }
  }
  return shelved
}

async function enrol(tx: Tx, lines: readonly RetailLine[]) {
  const countries = new Map(lines.map(({ customer, country }) => [customer, country]))
  countries.delete('')
  const customers = new Map<string, NonNullable<PastSale['customer']>>()
  for (const part of parts([...countries])) {
    const ids = await createParties(
      tx,
      part.map(([code, country]) => ({
        ...({ kind: 'company', code, name: `Customer ${code}`, is_customer: true } as const),
        addresses: [{ line: country }],
      })),
    )
    for (const [at, [code, country]] of part.entries()) {
      const id = present(ids[at], 'every customer has an id')
      const unknown = { tax_id: null, email: null, phone: null, activity: null }
      customers.set(code, { ...unknown, id, name: `Customer ${code}`, address: country })
    }
  }
  return customers
}

function* parts<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += ROWS) yield all.slice(at, at + ROWS)
}
