import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#platform/context'
import type { Importable, ImportRow, RowVerdict } from '#platform/import/importable'
import type { Module } from '#platform/module'

/** The smallest thing one can import: labels on a shelf, kept as notes, so that the engine can be tested. */
const Label = z.object({ name: z.string(), price: z.number(), on: z.string().nullable().optional() })
type Label = z.infer<typeof Label>

const nameOf = (row: ImportRow) => `shelf.${String(row.cells.code)}`
const labelOf = (row: ImportRow): Label =>
  Label.parse({ name: row.cells.name, price: row.cells.price, on: row.cells.on ?? null })

async function known(ctx: Ctx, rows: readonly ImportRow[]): Promise<Map<string, Label>> {
  const found = await ctx.db
    .selectFrom('platform.note')
    .select(['name', 'value'])
    .where('name', 'in', ['', ...rows.map(nameOf)])
    .execute()
  return new Map(found.map(({ name, value }) => [name, Label.parse(value)]))
}

function verdictOf(row: ImportRow, labels: Map<string, Label>): RowVerdict {
  const { number } = row
  if (Number(row.cells.price) < 0) {
    const says = { es: 'El precio {price} es negativo.', en: 'The price {price} is negative.' }
    return {
      number,
      outcome: 'refused',
      column: 'price',
      code: 'shelf.negative',
      says,
      values: { price: row.cells.price },
    }
  }
  const before = labels.get(nameOf(row))
  if (!before) return { number, outcome: 'created' }
  const same = JSON.stringify(before) === JSON.stringify(labelOf(row))
  return same ? { number, outcome: 'unchanged' } : { number, outcome: 'changed' }
}

export const trouble = { failAt: null as number | null, blocked: false }

export const shelf: Importable = {
  kind: 'labels',
  says: { es: 'Etiquetas', en: 'Labels' },
  may: 'shelf.import',
  columns: [
    { name: 'code', says: { es: 'Código', en: 'Code' }, required: true, also: ['sku', 'cod'], type: 'text' },
    { name: 'name', says: { es: 'Nombre', en: 'Name' }, required: true, also: ['descripcion'], type: 'text' },
    { name: 'price', says: { es: 'Precio', en: 'Price' }, required: true, also: ['valor'], type: 'amount' },
    { name: 'on', says: { es: 'Fecha', en: 'Date' }, required: false, also: [], type: 'day' },
  ],
  judge: async (ctx, rows) => {
    const labels = await known(ctx, rows)
    return rows.map((row) => verdictOf(row, labels))
  },
  apply: async (tx, run, rows) => {
    const labels = await known(tx, rows)
    const verdicts = rows.map((row) => verdictOf(row, labels))
    for (const [i, row] of rows.entries()) {
      if (verdicts[i]?.outcome !== 'created' && verdicts[i]?.outcome !== 'changed') continue
      const value = JSON.stringify(labelOf(row))
      await tx.db
        .insertInto('platform.note')
        .values({ name: nameOf(row), value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute()
      if (row.number === trouble.failAt) throw new Error(`killed in run ${run.id}`)
    }
    return verdicts
  },
  undo: async (tx) => {
    const says = { es: 'Se vendió', en: 'It was sold' }
    if (trouble.blocked) return { undone: 0, blocked: [{ thing: 'label', label: '7', says }] }
    const { rows } = await sql<{
      name: string
    }>`delete from platform.note where name like 'shelf.%' returning name`.execute(tx.db)
    return { undone: rows.length, blocked: [] }
  },
}

export const shelfModule = {
  name: 'shelf',
  routes: [],
  imports: [shelf],
  permissions: { 'shelf.import': { says: { es: 'Importar etiquetas', en: 'Import labels' }, roles: ['gerente'] } },
} satisfies Module
