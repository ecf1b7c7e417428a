import { businessOf } from '#company'
import type { Ctx } from '#platform/context'
import { renderPdf } from '#platform/export/pdf'
import { say } from '#platform/text'
import { fulfilmentBy } from './queries.ts'
import { text } from './text.ts'

/** What lies in the box, for whoever opens it: no prices. */
export async function packingSlip(ctx: Ctx, key: string): Promise<{ name: string; pdf: Buffer }> {
  const fulfilment = await fulfilmentBy(ctx, key)
  const { name: business, phone } = await businessOf(ctx)
  const { language } = ctx.request
  const says = (sentence: Parameters<typeof say>[0], values = {}) => say(sentence, language, values)
  const lines = fulfilment.items.filter(({ quantity }) => quantity > 0)
  const { customer, delivery_address, order_number, number, shipments } = fulfilment
  const write = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
  const isPart = fulfilment.waits_for_stock || fulfilment.items.some(({ short }) => short > 0)
  const pdf = await renderPdf({
    info: { title: `${says(text.slip)} ${number}` },
    pageSize: 'A5',
    pageMargins: [28, 32, 28, 32],
    content: [
      { text: [business, phone].filter(Boolean).join(' · '), fontSize: 9 },
      { text: `${says(text.slip)} ${number}`, fontSize: 16, bold: true, margin: [0, 4, 0, 0] },
      { text: says(text.slipOrder, { number: order_number }), fontSize: 11, margin: [0, 0, 0, 8] },
      ...(customer ? [{ text: `${says(text.slipFor)}: ${customer.name}`, fontSize: 10 }] : []),
      ...(delivery_address ? [{ text: `${says(text.slipAddress)}: ${delivery_address}`, fontSize: 10 }] : []),
      ...shipments
        .filter(({ state, carrier }) => state !== 'failed' && carrier !== null)
        .map(({ carrier, tracking }) => ({ text: [carrier, tracking].filter(Boolean).join(' '), fontSize: 9 })),
      {
        margin: [0, 10, 0, 6],
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          widths: ['auto', '*', 'auto'],
          body: [
            [says(text.slipSku), says(text.slipProduct), says(text.slipQuantity)].map((head) => ({
              text: head,
              bold: true,
            })),
            ...lines.map(({ sku, name, quantity }) => [
              { text: sku },
              { text: name },
              { text: write.format(quantity), alignment: 'right' as const },
            ]),
          ],
        },
      },
      { text: says(text.slipUnits, { units: write.format(fulfilment.units), lines: lines.length }), bold: true },
      ...(isPart ? [{ text: says(text.slipWaits), margin: [0, 4, 0, 0] as [number, number, number, number] }] : []),
    ],
  })
  return { name: `${text.slip[language]}-${number}`, pdf }
}
