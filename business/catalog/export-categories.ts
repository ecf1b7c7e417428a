import type { FastifyReply } from 'fastify'
import { businessOf } from '#company'
import type { Ctx } from '#platform/context'
import type { ExportColumn } from '#platform/export/columns'
import { everyRow } from '#platform/export/every-row'
import { type ExportFormat, exportRows } from '#platform/export/export-rows'
import { PAGE_MAX } from '#platform/units'
import { listCategories } from './queries/category.ts'
import type { CategoryQuery } from './wire/category.ts'

const title = { es: 'Categorías', en: 'Categories' }
const columns: readonly ExportColumn[] = [
  { name: 'path', says: { es: 'Categoría', en: 'Category' }, type: 'text' },
  { name: 'description', says: { es: 'Descripción', en: 'Description' }, type: 'text' },
  { name: 'product_count', says: { es: 'Productos', en: 'Products' }, type: 'whole' },
  { name: 'created_at', says: { es: 'Creada', en: 'Created' }, type: 'instant' },
]

type Query = Omit<CategoryQuery, 'limit' | 'cursor' | 'count'> & { format: ExportFormat }

/** Every category that matches, with the way down to it. */
export async function exportCategories(ctx: Ctx, reply: FastifyReply, { format, ...query }: Query) {
  const { time_zone } = await businessOf(ctx)
  const rows = everyRow(async (cursor) => {
    const page = await listCategories(ctx, { ...query, limit: PAGE_MAX, ...(cursor ? { cursor } : {}) })
    return { ...page, items: page.items.map((row) => ({ ...row, path: row.path.join(' › ') })) }
  })
  const { language } = ctx.request
  return exportRows(reply, { format, name: title[language].toLowerCase(), title, columns, rows, language, time_zone })
}
