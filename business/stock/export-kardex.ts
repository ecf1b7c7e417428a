import type { FastifyReply } from 'fastify'
import { businessOf, countryOf } from '#company'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { ExportColumn, ExportRow } from '#platform/export/columns'
import { type ExportFormat, exportRows } from '#platform/export/export-rows'
import { kardexText as text } from './export-text.ts'
import { kardexOf } from './queries/kardex.ts'
import type { KardexQuery } from './shapes.ts'

const PAGE = 1000

type Asked = Omit<KardexQuery, 'limit' | 'cursor'> & { format: ExportFormat }

/** The stock card of a period as a file, oldest movement first. Values only for those who see costs (S29). */
export async function exportKardex(ctx: Ctx, { format, ...query }: Asked, reply: FastifyReply) {
  const { time_zone } = await businessOf(ctx)
  const { language } = ctx.request
  const { product } = await kardexOf(ctx, { ...query, limit: 1 })
  const columns = columnsFor(ctx, (await countryOf(ctx)).currency_decimals)
  const name = `${text.name[language]}-${product.sku}`
  const title = { es: `${text.name.es} ${product.sku}`, en: `${text.name.en} ${product.sku}` }
  return exportRows(reply, { format, name, title, columns, rows: movements(ctx, query), language, time_zone })
}

async function* movements(ctx: Ctx, query: KardexQuery): AsyncGenerator<ExportRow> {
  const { language } = ctx.request
  let cursor: string | undefined
  do {
    const page = await kardexOf(ctx, { ...query, limit: PAGE, cursor })
    for (const { warehouse, quantity, kind, ...row } of page.rows) {
      yield {
        ...row,
        kind: text.kinds[kind][language],
        warehouse: warehouse.name,
        quantity_in: quantity > 0 ? quantity : null,
        quantity_out: quantity < 0 ? -quantity : null,
      }
    }
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}

function columnsFor(ctx: Ctx, decimals: number): ExportColumn[] {
  const columns: ExportColumn[] = [
    { name: 'at', says: text.at, type: 'instant' },
    { name: 'kind', says: text.kind, type: 'text' },
    { name: 'cause_label', says: text.document, type: 'text' },
    { name: 'reason', says: text.reason, type: 'text' },
    { name: 'warehouse', says: text.warehouse, type: 'text' },
    { name: 'actor_name', says: text.actor, type: 'text' },
    { name: 'quantity_in', says: text.quantityIn, type: 'quantity' },
    { name: 'quantity_out', says: text.quantityOut, type: 'quantity' },
    { name: 'balance', says: text.balance, type: 'quantity' },
    { name: 'value_minor', says: text.value, type: 'amount', decimals },
  ]
  return can(ctx.actor, 'costs.see') ? columns : columns.filter(({ name }) => name !== 'value_minor')
}
