import { businessOf, countryOf, warehouseById } from '#company'
import { amountText } from '#platform/amount-text'
import type { Ctx } from '#platform/context'
import { renderPdf } from '#platform/export/pdf'
import { type Language, say } from '#platform/text'
import { type PurchaseLineRow, purchaseLinesOf } from './records/purchase.ts'
import { refusePurchase } from './refusals.ts'
import { text } from './text.ts'

/** The paper the supplier gets: who asks, where to deliver, what, and at which price. */
export async function orderPdf(ctx: Ctx, id: string): Promise<Buffer> {
  const order = await ctx.db.selectFrom('purchasing.purchase_order').selectAll().where('id', '=', id).executeTakeFirst()
  if (!order) throw refusePurchase.notFound({ id })
  const business = await businessOf(ctx)
  const { amount_format } = await countryOf(ctx)
  const { word, amount, ...pen } = penFor(business.language, (minor) => amountText(minor, amount_format))
  const warehouse = await warehouseById(ctx, order.warehouse_id)
  const title = word('paperTitle', { number: order.number })
  const below = (line: string) => ({ text: line, margin: [0, 8, 0, 0] as [number, number, number, number] })
  return renderPdf({
    info: { title },
    pageSize: 'A4',
    pageMargins: [36, 40, 36, 40],
    content: [
      { text: business.name, fontSize: 16, bold: true },
      { text: joined(business.tax_id, business.address, business.phone, business.email), margin: [0, 0, 0, 12] },
      { text: title, fontSize: 14, bold: true, margin: [0, 0, 0, 6] },
      { text: `${word('paperFor')}: ${order.supplier_name}` },
      { text: `${word('paperDeliver')}: ${joined(warehouse.name, warehouse.location)}` },
      ...(order.expected_on === null ? [] : [{ text: `${word('paperExpected')}: ${order.expected_on}` }]),
      linesTable(await purchaseLinesOf(ctx, id), { word, amount, ...pen }),
      sumsTable([
        [word('paperGoods'), amount(order.goods_minor)],
        [word('paperFreight'), amount(order.freight_minor)],
        [word('paperTotal'), amount(order.total)],
      ]),
      below(word('paperNet')),
      ...(order.notes === null ? [] : [below(`${word('paperNotes')}: ${order.notes}`)]),
    ],
  })
}

type Pen = ReturnType<typeof penFor>

/** How words, amounts and figures are written on this paper. */
function penFor(language: Language, amount: (minor: number) => string) {
  const figures = new Intl.NumberFormat(language === 'es' ? 'es-CL' : 'en-GB')
  return {
    amount,
    word: (name: keyof typeof text, values = {}) => say(text[name], language, values),
    figure: (value: number) => figures.format(value),
  }
}

const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ')
const right = (value: string) => ({ text: value, alignment: 'right' as const })
const heads = ['paperCode', 'paperProduct', 'paperQuantity', 'paperPack', 'paperPrice', 'paperTotal'] as const

function linesTable(lines: readonly PurchaseLineRow[], { word, amount, figure }: Pen) {
  const rows = lines.map((line) => [
    line.supplier_code ?? line.sku,
    line.name,
    right(`${figure(line.quantity)} ${line.unit}`),
    right(figure(line.pack_size)),
    right(amount(line.pack_cost_minor)),
    right(amount(line.total)),
  ])
  return {
    layout: 'lightHorizontalLines',
    margin: [0, 12, 0, 8] as [number, number, number, number],
    table: {
      headerRows: 1,
      widths: ['auto', '*', 'auto', 'auto', 'auto', 'auto'],
      body: [heads.map((head) => ({ text: word(head), bold: true })), ...rows],
    },
  }
}

function sumsTable(sums: readonly [string, string][]) {
  return {
    layout: 'noBorders',
    table: { widths: ['*', 'auto'], body: sums.map(([name, value]) => [right(name), right(value)]) },
  }
}
