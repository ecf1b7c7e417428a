import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { businessOf, countryOf } from '#company'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import type { ExportColumn } from '#platform/export/columns'
import { assertExportable, exportRows } from '#platform/export/export-rows'
import type { salesContract } from './contract.ts'
import { filtered } from './queries.ts'

type Query = QueryOf<(typeof salesContract)['GET /api/orders/export']>

const columnsFor = (decimals: number): ExportColumn[] => [
  { name: 'number', says: { es: 'Número', en: 'Number' }, type: 'whole' },
  { name: 'document_label', says: { es: 'Documento', en: 'Document' }, type: 'text' },
  { name: 'day', says: { es: 'Día', en: 'Day' }, type: 'day' },
  { name: 'created_at', says: { es: 'Creado', en: 'Created' }, type: 'instant' },
  { name: 'status', says: { es: 'Estado', en: 'Status' }, type: 'text' },
  { name: 'payment_status', says: { es: 'Pago', en: 'Payment' }, type: 'text' },
  { name: 'customer_name', says: { es: 'Cliente', en: 'Customer' }, type: 'text' },
  { name: 'created_by_name', says: { es: 'Vendedor', en: 'Seller' }, type: 'text' },
  { name: 'units', says: { es: 'Unidades', en: 'Units' }, type: 'quantity' },
  { name: 'net_minor', says: { es: 'Neto', en: 'Net' }, type: 'amount', decimals },
  { name: 'exempt_minor', says: { es: 'Exento', en: 'Exempt' }, type: 'amount', decimals },
  { name: 'tax_minor', says: { es: 'Impuesto', en: 'Tax' }, type: 'amount', decimals },
  { name: 'total', says: { es: 'Total', en: 'Total' }, type: 'amount', decimals },
  { name: 'paid_minor', says: { es: 'Pagado', en: 'Paid' }, type: 'amount', decimals },
  { name: 'refunded_minor', says: { es: 'Devuelto', en: 'Given back' }, type: 'amount', decimals },
  { name: 'due_minor', says: { es: 'Por pagar', en: 'Due' }, type: 'amount', decimals },
]

const BATCH = 2_000

/** Everything that matches, not only what a page shows. */
export async function exportOrders(ctx: Ctx, reply: FastifyReply, { format, ...query }: Query) {
  const rows = filtered(ctx, query)
  const { total } = await rows.clearSelect().select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  assertExportable(format, total)
  const { currency_decimals } = await countryOf(ctx)
  const { time_zone } = await businessOf(ctx)
  return exportRows(reply, {
    format,
    name: 'ventas',
    title: { es: 'Ventas', en: 'Sales' },
    columns: columnsFor(currency_decimals),
    rows: inBatches(ctx, query),
    language: ctx.request.language,
    time_zone,
  })
}

async function* inBatches(ctx: Ctx, query: Omit<Query, 'format'>) {
  for (let before: number | null = null; ; ) {
    const rows = filtered(ctx, query)
    const page = await (before === null ? rows : rows.where('o.number', '<', before))
      .orderBy('o.number', 'desc')
      .limit(BATCH)
      .execute()
    yield* page
    const last = page.at(-1)
    if (page.length < BATCH || last === undefined) return
    before = last.number
  }
}
