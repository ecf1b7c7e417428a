import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Tx } from '#platform/context'
import { arrayText } from '#platform/database/array-text'
import { livedAt } from '#platform/database/transact'
import { present } from '#platform/invariant'
import { lockProducts, type StoredProduct } from '../commands/lock-product.ts'
import { priceChanged, productChanged } from '../events.ts'

/** A product's cost and price from a moment of the past on. */
export interface PastPrice {
  readonly product_id: string
  readonly price_minor: number
  readonly cost_minor: number
  readonly at: Date
  readonly by: Actor
}

/**
 * Posts price and cost changes of the past, in the order in which they happened and later than all that the products
 * had before: the same values, periods, facts and audit entries as `changeCost` and `changePrice`.
 */
export async function postPastPrices(tx: Tx, changes: readonly PastPrice[]): Promise<void> {
  if (changes.length === 0) return
  const ids = [...new Set(changes.map(({ product_id }) => product_id))]
  const products = new Map((await lockProducts(tx, ids)).map((row) => [row.id, row]))
  const now = new Map<string, StoredProduct>(products)
  const prices: PastPrice[] = []
  const costs: PastPrice[] = []
  for (const change of changes) {
    const { product_id, price_minor, cost_minor, at, by } = change
    const row = present(now.get(product_id), 'a product whose price changed is there')
    const lived = livedAt(tx, at, by)
    if (cost_minor !== row.cost_minor) {
      costs.push(change)
      await tell(lived, row, { cost_minor }, { cost_minor: row.cost_minor })
    }
    if (price_minor !== row.price_minor) {
      prices.push(change)
      const { sku, name, price_minor: before } = row
      await lived.emit(priceChanged({ product_id, sku, name, price: price_minor, before }))
      await tell(lived, row, { price_minor }, { price_minor: before })
    }
    now.set(product_id, { ...row, price_minor, cost_minor })
  }
  const amounts = (of: readonly PastPrice[], amount: (one: PastPrice) => number) =>
    of.map((one) => ({ ...one, amount_minor: amount(one) }))
  await writePeriods(
    tx,
    sql`catalog.price_history`,
    amounts(prices, ({ price_minor }) => price_minor),
  )
  await writePeriods(
    tx,
    sql`catalog.cost_history`,
    amounts(costs, ({ cost_minor }) => cost_minor),
  )
  await setPrices(tx, changes)
}

async function tell(tx: Tx, { id, sku, name }: StoredProduct, after: object, before: object): Promise<void> {
  tx.audit({ action: 'product.changed', thing: 'product', thing_id: id, label: sku, before, after })
  await tx.emit(productChanged({ product_id: id, sku, name, fields: Object.keys(after) }))
}

type Period = PastPrice & { readonly amount_minor: number }

/** Ends the open period of each product where its first new one begins; each new one lasts until the next. */
async function writePeriods(tx: Tx, table: RawBuilder<unknown>, periods: readonly Period[]): Promise<void> {
  const ids = arrayText(periods.map(({ product_id }) => product_id))
  const moments = arrayText(periods.map(({ at }) => at))
  await sql`
    update ${table} h set valid_to = first.at
    from (select p, min(at) as at from unnest(${ids}::uuid[], ${moments}::timestamptz[]) as g (p, at) group by p) first
    where h.product_id = first.p and h.valid_to is null`.execute(tx.db)
  await sql`
    insert into ${table} (product_id, amount_minor, valid_from, valid_to, author_id, author_name)
    select p, amount, at, lead(at) over (partition by p order by at), author_id, author_name
    from unnest(${ids}::uuid[], ${arrayText(periods.map(({ amount_minor }) => amount_minor))}::bigint[],
      ${moments}::timestamptz[], ${arrayText(periods.map(({ by }) => by.id))}::uuid[],
      ${arrayText(periods.map(({ by }) => by.name))}::text[]) as g (p, amount, at, author_id, author_name)`.execute(
    tx.db,
  )
}

async function setPrices(tx: Tx, changes: readonly PastPrice[]): Promise<void> {
  await sql`
    update catalog.product t
    set price_minor = last.price, cost_minor = last.cost, updated_at = last.at, version = version + last.times
    from (
      select distinct on (p) p, price, cost, at, count(*) over (partition by p)::integer as times
      from unnest(${arrayText(changes.map(({ product_id }) => product_id))}::uuid[],
        ${arrayText(changes.map(({ price_minor }) => price_minor))}::bigint[],
        ${arrayText(changes.map(({ cost_minor }) => cost_minor))}::bigint[],
        ${arrayText(changes.map(({ at }) => at))}::timestamptz[]) as g (p, price, cost, at)
      order by p, at desc
    ) last
    where t.id = last.p`.execute(tx.db)
}
