import type { FastifyReply } from 'fastify'
import type { Ctx } from '#platform/context'
import type { ExportColumn } from '#platform/export/columns'
import { everyRow } from '#platform/export/every-row'
import { type ExportFormat, exportRows } from '#platform/export/export-rows'
import { PAGE_MAX } from '#platform/units'
import { businessOf } from './business.ts'
import { listWarehouses } from './queries.ts'
import type { PlacesQuery } from './wire/places.ts'

const title = { es: 'Bodegas', en: 'Warehouses' }
const columns: readonly ExportColumn[] = [
  { name: 'code', says: { es: 'Código', en: 'Code' }, type: 'text' },
  { name: 'name', says: { es: 'Nombre', en: 'Name' }, type: 'text' },
  { name: 'location', says: { es: 'Ubicación', en: 'Location' }, type: 'text' },
  { name: 'capacity', says: { es: 'Capacidad', en: 'Capacity' }, type: 'quantity' },
  { name: 'is_default', says: { es: 'Principal', en: 'Default' }, type: 'flag' },
]

type Query = Omit<PlacesQuery, 'limit' | 'cursor' | 'count'> & { format: ExportFormat }

/** The warehouses that the caller may see. */
export async function exportWarehouses(ctx: Ctx, reply: FastifyReply, { format, ...query }: Query) {
  const { time_zone } = await businessOf(ctx)
  const rows = everyRow((cursor) => listWarehouses(ctx, { ...query, limit: PAGE_MAX, ...(cursor ? { cursor } : {}) }))
  const { language } = ctx.request
  return exportRows(reply, { format, name: title[language].toLowerCase(), title, columns, rows, language, time_zone })
}
