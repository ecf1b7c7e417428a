import type { FastifyReply } from 'fastify'
import { businessOf, countryOf } from '#company'
import type { Ctx } from '#platform/context'
import type { ExportColumn } from '#platform/export/columns'
import { EXPORT_ROWS_MAX, type ExportFormat, exportRows } from '#platform/export/export-rows'
import { valuationText as text } from './export-text.ts'
import type { ValuationQuery } from './place-shapes.ts'
import { wholeValuation } from './queries/valuation.ts'

type Asked = Omit<ValuationQuery, 'limit' | 'cursor' | 'count'> & { format: ExportFormat }

/** The valuation of a day as a file. */
export async function exportValuation(ctx: Ctx, { format, ...query }: Asked, reply: FastifyReply) {
  const { time_zone } = await businessOf(ctx)
  const { language } = ctx.request
  const decimals = (await countryOf(ctx)).currency_decimals
  const { on, rows } = await wholeValuation(ctx, query, EXPORT_ROWS_MAX[format] + 1)
  const columns: ExportColumn[] = [
    { name: 'sku', says: text.sku, type: 'text' },
    { name: 'product', says: text.product, type: 'text' },
    { name: 'quantity', says: text.quantity, type: 'quantity' },
    { name: 'unit_cost', says: text.unitCost, type: 'amount', decimals },
    { name: 'value_minor', says: text.value, type: 'amount', decimals },
  ]
  const title = { es: `${text.title.es} ${on}`, en: `${text.title.en} ${on}` }
  const name = `${text.name[language]}-${on}`
  return exportRows(reply, { format, name, title, columns, rows: oneByOne(rows), language, time_zone })
}

async function* oneByOne<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows
}
