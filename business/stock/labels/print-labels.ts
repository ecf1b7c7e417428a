import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { amountSaid } from '#company'
import type { Ctx } from '#platform/context'
import type { PrintLabels } from '../place-shapes.ts'
import { visibleTo } from '../queries/places.ts'
import { refuse } from '../refusals.ts'
import { isPrintable, LABELS_MAX, type Label, symbologyOf } from './label.ts'
import { labelsPdf } from './pdf.ts'
import { zplOf } from './zpl.ts'

interface Named {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly note: string | null
  readonly price: number | null
}

/** Labels as a file: a PDF for any printer, or ZPL for a label printer. */
export async function printLabels(ctx: Ctx, input: PrintLabels, reply: FastifyReply): Promise<FastifyReply> {
  const { kind, format = 'pdf', code = 'auto' } = input
  const labels = await labelsOf(ctx, input)
  const printed = labels.map((label) => ({ ...label, symbology: symbologyOf(label.code, code) }))
  if (code === 'ean13') {
    const wrong = printed.find(({ symbology }) => symbology !== 'ean13')
    if (wrong) throw refuse.labelNotEan({ code: wrong.code })
  }
  const size = input.size ?? (kind === 'bin' ? '60x40' : '50x25')
  reply.header('cache-control', 'private, no-store')
  if (format === 'zpl') {
    if (size === 'sheet') throw refuse.labelSheet()
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="labels.zpl"`)
      .send(zplOf(printed, size))
  }
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="labels.pdf"`)
    .send(await labelsPdf(printed, size))
}

async function labelsOf(ctx: Ctx, { kind, items, with_price = true }: PrintLabels): Promise<Label[]> {
  const ids = items.map(({ id }) => id)
  const named = new Map((await (kind === 'bin' ? binsNamed : productsNamed)(ctx, ids)).map((one) => [one.id, one]))
  const labels = items.map(({ id, copies = 1 }) => {
    const one = named.get(id)
    if (!one) throw kind === 'bin' ? refuse.binNotFound({ id }) : refuse.productNotFound({ product_id: id })
    if (!isPrintable(one.code)) throw refuse.labelCode({ code: one.code })
    const { code, title, note, price } = one
    return { code, title, note, copies, price: with_price ? price : null }
  })
  const total = labels.reduce((sum, { copies }) => sum + copies, 0)
  if (total > LABELS_MAX) throw refuse.labelsTooMany({ total, labels_max: LABELS_MAX })
  return Promise.all(
    labels.map(async ({ price, ...label }) => ({
      ...label,
      price: price === null ? null : await amountSaid(ctx, price),
    })),
  )
}

/** The barcode that a scanner knows it by, or its SKU where it has none. */
async function productsNamed(ctx: Ctx, ids: readonly string[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select p.id, coalesce(b.code, p.sku) as code, p.name as title, case when b.code is not null then p.sku end as note,
      p.price_minor as price
    from catalog.product p
    left join lateral (
      select code from catalog.barcode where product_id = p.id order by position limit 1) b on true
    where p.id = any (${[...ids]}::uuid[])`.execute(ctx.db)
  return rows
}

async function binsNamed(ctx: Ctx, ids: readonly string[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select b.id, b.code, w.name as title, b.name as note, null::bigint as price
    from stock.bin b
    join company.warehouse w on w.id = b.warehouse_id
    where b.id = any (${[...ids]}::uuid[]) and ${visibleTo(ctx.actor)}`.execute(ctx.db)
  return rows
}
