import { sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { pageOfQuery, type SortKey } from '#platform/database/page'
import { platformRefuse } from '#platform/platform-refusals'
import { PAGE_DEFAULT, type Page } from '#platform/units'
import { refuse } from '../refusals.ts'
import { type Taxes, taxesOf } from '../taxes.ts'
import type { Period, Product, ProductFilter, ProductQuery } from '../wire/product.ts'
import { all, conditionOf } from './filter.ts'
import { productRows, shown } from './product-rows.ts'
import { bestMatches, matching } from './search.ts'
import { sellableByCode } from './sellable.ts'

/** Best matches go no deeper: whoever pages further types another word instead. */
const BEST_MAX = 1000

/** One page of products. A question without a sort is answered best match first, everything else in its order. */
export async function listProducts(ctx: Ctx, query: ProductQuery): Promise<Page<Product>> {
  const q = query.q ?? query.search
  if (q && query.sort === undefined) return listBest(ctx, q, query)
  const rows = await matchingRows(ctx, query)
  const page = await pageOfQuery(rows, query, await ordered(ctx, query.sort))
  return { ...page, items: await shown(ctx, page.items) }
}

/** Every product that matches a filter, for exports and counts. */
export async function matchingRows(ctx: Ctx, filter: ProductFilter) {
  const q = filter.q ?? filter.search
  const words = q ? [await matching(ctx, q)] : []
  return productRows(ctx).where(all([conditionOf(ctx, filter), ...words]))
}

async function listBest(ctx: Ctx, q: string, query: ProductQuery): Promise<Page<Product>> {
  const limit = query.limit ?? PAGE_DEFAULT
  const from = query.cursor === undefined ? 0 : readPlace(query.cursor)
  const wanted = Math.min(from + limit + 1, BEST_MAX)
  const ids = await bestMatches(ctx, q, conditionOf(ctx, query), wanted)
  const items = await productsInOrder(ctx, ids.slice(from, from + limit))
  const next_cursor = ids.length > from + limit ? writePlace(from + limit) : null
  if (!query.count) return { items, next_cursor }
  const counted = (await matchingRows(ctx, query)).clearSelect().select(sql<number>`count(*)`.as('total'))
  return { items, next_cursor, total: (await counted.executeTakeFirstOrThrow()).total }
}

const writePlace = (from: number) => Buffer.from(`best:${from}`).toString('base64url')

function readPlace(cursor: string): number {
  const [, from] = /^best:(\d{1,4})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (from === undefined) throw platformRefuse.badCursor()
  return Number(from)
}

/** The products of these ids, in the order of the ids. */
export async function productsInOrder(ctx: Ctx, ids: readonly string[]): Promise<Product[]> {
  if (ids.length === 0) return []
  const rows = await productRows(ctx)
    .where(sql<boolean>`p.id = any(${[...ids]}::uuid[])`)
    .execute()
  const byId = new Map((await shown(ctx, rows)).map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** One product, archived ones too. */
export async function productById(ctx: Ctx, id: string): Promise<Product> {
  const [found] = await productsInOrder(ctx, [id])
  if (!found) throw refuse.notFound({ id })
  return found
}

export async function productByCode(ctx: Ctx, code: string): Promise<{ product: Product; pack_quantity: number }> {
  const found = await sellableByCode(ctx, code)
  if (!found) throw refuse.notFound({ code })
  return { product: await productById(ctx, found.sellable.id), pack_quantity: found.pack_quantity }
}

export async function periodsOf(ctx: Ctx, id: string, of: 'price' | 'cost'): Promise<Period[]> {
  await productById(ctx, id)
  return ctx.db
    .selectFrom(of === 'price' ? 'catalog.price_history' : 'catalog.cost_history')
    .select(['amount_minor as amount', 'valid_from', 'valid_to', 'author_id', 'author_name'])
    .where('product_id', '=', id)
    .orderBy('valid_from', 'desc')
    .execute()
}

const costs = { cast: 'numeric', may: 'costs.see' } as const

/** The sorts of a list; margins are computed in SQL only for those who may see them. */
export async function ordered(ctx: Ctx, sort: string | undefined) {
  const byMargin = /^-?(margin|markup)$/.test(sort ?? '') && can(ctx.actor, 'costs.see')
  const net = byMargin ? netIn(await taxesOf(ctx)) : sql`p.price_minor`
  const sorts: Record<string, SortKey> = {
    name: { by: sql`p.name_key`, cast: 'text', indexed: true },
    sku: { by: sql`p.sku_key`, cast: 'text', indexed: true },
    price: { by: sql`p.price_minor`, cast: 'bigint', indexed: true },
    created_at: { by: sql`p.created_at`, cast: 'timestamptz' },
    updated_at: { by: sql`p.updated_at`, cast: 'timestamptz' },
    category: { by: sql`c.name_key`, cast: 'text' },
    status: { by: sql`p.status`, cast: 'text' },
    min_stock: { by: sql`p.min_stock`, cast: 'numeric' },
    cost: { by: sql`p.cost_minor`, ...costs },
    margin: { by: sql`round((${net} - p.cost_minor) / nullif(${net}, 0), 9)`, ...costs },
    markup: { by: sql`round((${net} - p.cost_minor) / nullif(p.cost_minor, 0)::numeric, 9)`, ...costs },
  }
  return { sorts, sort: 'name', id: sql`p.id`, actor: ctx.actor }
}

function netIn({ prices_include_tax, rates }: Taxes) {
  if (!prices_include_tax) return sql`p.price_minor::numeric`
  const classes = [...rates.keys()]
  const points = [...rates.values()]
  return sql`round(p.price_minor * 10000 / (10000 + coalesce(
    (${points}::integer[])[array_position(${classes}::text[], p.tax_class)], 0))::numeric)`
}
