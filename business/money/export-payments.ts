import type { FastifyReply } from 'fastify'
import { businessOf, countryOf } from '#company'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import type { ExportColumn } from '#platform/export/columns'
import { everyRow } from '#platform/export/every-row'
import { exportRows } from '#platform/export/export-rows'
import { PAGE_MAX } from '#platform/units'
import type { moneyContract } from './contract.ts'
import { listPayments } from './queries.ts'

type Query = QueryOf<(typeof moneyContract)['GET /api/payments/export']>

const title = { es: 'Pagos', en: 'Payments' }
const columnsFor = (decimals: number): ExportColumn[] => [
  { name: 'day', says: { es: 'Día', en: 'Day' }, type: 'day' },
  { name: 'created_at', says: { es: 'Hora', en: 'Time' }, type: 'instant' },
  { name: 'kind', says: { es: 'Tipo', en: 'Kind' }, type: 'text' },
  { name: 'method', says: { es: 'Medio de pago', en: 'Way of paying' }, type: 'text' },
  { name: 'amount', says: { es: 'Monto', en: 'Amount' }, type: 'amount', decimals },
  { name: 'fee_minor', says: { es: 'Comisión', en: 'Fee' }, type: 'amount', decimals },
  { name: 'reference', says: { es: 'Referencia', en: 'Reference' }, type: 'text' },
  { name: 'order_id', says: { es: 'Venta', en: 'Sale' }, type: 'text' },
  { name: 'created_by_name', says: { es: 'Persona', en: 'Person' }, type: 'text' },
]

/** Everything that matches the filters of the list, in its order. */
export async function exportPayments(ctx: Ctx, reply: FastifyReply, { format, ...query }: Query) {
  const { time_zone } = await businessOf(ctx)
  const { currency_decimals } = await countryOf(ctx)
  const { language } = ctx.request
  return exportRows(reply, {
    format,
    name: title[language].toLowerCase(),
    title,
    columns: columnsFor(currency_decimals),
    rows: everyRow((cursor) => listPayments(ctx, { ...query, limit: PAGE_MAX, ...(cursor ? { cursor } : {}) })),
    language,
    time_zone,
  })
}
