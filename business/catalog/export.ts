import type { FastifyReply } from 'fastify'
import { businessOf, countryOf } from '#company'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { ExportColumn, ExportRow } from '#platform/export/columns'
import { type ExportFormat, exportRows } from '#platform/export/export-rows'
import { PAGE_MAX } from '#platform/units'
import { exportText as text } from './export-text.ts'
import { matchingRows, ordered } from './queries/product.ts'
import { shown } from './queries/product-rows.ts'
import type { ProductFilter } from './wire/product.ts'

/** Everything that matches the filters of the list, in its order, as a file. Costs only for those who see them (S29). */
export async function exportProducts(
  ctx: Ctx,
  query: ProductFilter & { format: ExportFormat; sort?: string | undefined },
  reply: FastifyReply,
) {
  const { format, sort, ...filter } = query
  const { time_zone } = await businessOf(ctx)
  const columns = columnsFor(ctx, (await countryOf(ctx)).currency_decimals)
  const found = await matchingRows(ctx, filter)
  const options = await ordered(ctx, sort)
  const rows = pages(ctx, (cursor) => pageOfQuery(found, { limit: PAGE_MAX, cursor, sort }, options))
  const { language } = ctx.request
  return exportRows(reply, { format, name: text.name[language], title: text.name, columns, rows, language, time_zone })
}

type ProductPage = Awaited<ReturnType<typeof stored>>
const stored = async (ctx: Ctx) => pageOfQuery(await matchingRows(ctx, {}), {}, await ordered(ctx, undefined))

/** Page after page by cursor: a list of 100,000 products needs the memory of one page. */
async function* pages(ctx: Ctx, read: (cursor: string | undefined) => Promise<ProductPage>): AsyncGenerator<ExportRow> {
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    for (const { barcodes, ...row } of await shown(ctx, page.items))
      yield { ...row, barcodes: barcodes.map(({ code }) => code).join(' ') }
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}

function columnsFor(ctx: Ctx, decimals: number): ExportColumn[] {
  const amount = { type: 'amount', decimals } as const
  const columns: ExportColumn[] = [
    { name: 'sku', says: text.sku, type: 'text' },
    { name: 'name', says: text.product, type: 'text' },
    { name: 'barcodes', says: text.barcodes, type: 'text' },
    { name: 'category', says: text.category, type: 'text' },
    { name: 'unit', says: text.unit, type: 'text' },
    { name: 'price', says: text.price, ...amount },
    { name: 'cost', says: text.cost, ...amount },
    { name: 'margin_basis_points', says: text.margin, type: 'amount', decimals: 2 },
    { name: 'tax_class', says: text.taxClass, type: 'text' },
    { name: 'min_stock', says: text.min, type: 'quantity' },
    { name: 'max_stock', says: text.max, type: 'quantity' },
    { name: 'status', says: text.status, type: 'text' },
    { name: 'updated_at', says: text.updated, type: 'instant' },
  ]
  const hidden = can(ctx.actor, 'costs.see') ? [] : ['cost', 'margin_basis_points']
  return columns.filter(({ name }) => !hidden.includes(name))
}
