import type { FastifyReply } from 'fastify'
import { businessOf, countryOf } from '#company'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import type { ExportColumn } from '#platform/export/columns'
import { everyRow } from '#platform/export/every-row'
import { exportRows } from '#platform/export/export-rows'
import { PAGE_MAX } from '#platform/units'
import type { moneyContract } from './contract.ts'
import { listExpenses } from './queries-expenses.ts'

type Query = QueryOf<(typeof moneyContract)['GET /api/expenses/export']>

const title = { es: 'Gastos', en: 'Expenses' }
const columnsFor = (decimals: number): ExportColumn[] => [
  { name: 'day', says: { es: 'Día', en: 'Day' }, type: 'day' },
  { name: 'created_at', says: { es: 'Hora', en: 'Time' }, type: 'instant' },
  { name: 'category', says: { es: 'Categoría', en: 'Category' }, type: 'text' },
  { name: 'description', says: { es: 'Detalle', en: 'Detail' }, type: 'text' },
  { name: 'method', says: { es: 'Medio de pago', en: 'Way of paying' }, type: 'text' },
  { name: 'spent', says: { es: 'Monto', en: 'Amount' }, type: 'amount', decimals },
  { name: 'created_by_name', says: { es: 'Persona', en: 'Person' }, type: 'text' },
]

/** Every expense that matches the filters of the list, in its order; what was spent is positive. */
export async function exportExpenses(ctx: Ctx, reply: FastifyReply, { format, ...query }: Query) {
  const { time_zone } = await businessOf(ctx)
  const { currency_decimals } = await countryOf(ctx)
  const { language } = ctx.request
  const pageAfter = async (cursor: string | undefined) => {
    const page = await listExpenses(ctx, { ...query, limit: PAGE_MAX, ...(cursor ? { cursor } : {}) })
    return { ...page, items: page.items.map((one) => ({ ...one, spent: -one.amount })) }
  }
  return exportRows(reply, {
    format,
    name: title[language].toLowerCase(),
    title,
    columns: columnsFor(currency_decimals),
    rows: everyRow(pageAfter),
    language,
    time_zone,
  })
}
