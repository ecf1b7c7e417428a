import { type AmountFormat, amountText } from '#platform/amount-text'
import type { Language } from '#platform/text'
import type { ReceiptOut } from './wire-quotes.ts'

export interface ReceiptWriting {
  readonly language: Language
  readonly amount_format: AmountFormat
  readonly time_zone: string
}

const words = {
  es: {
    order: 'Pedido',
    customer: 'Cliente',
    seller: 'Atiende',
    subtotal: 'Subtotal',
    discount: 'Descuento',
    net: 'Neto',
    exempt: 'Exento',
    total: 'Total',
    rounding: 'Redondeo',
    change: 'Vuelto',
    refunded: 'Devuelto',
    due: 'Por pagar',
    notice: 'Comprobante interno, no es un documento tributario electrónico.',
  },
  en: {
    order: 'Order',
    customer: 'Customer',
    seller: 'Served by',
    subtotal: 'Subtotal',
    discount: 'Discount',
    net: 'Net',
    exempt: 'Exempt',
    total: 'Total',
    rounding: 'Rounding',
    change: 'Change',
    refunded: 'Given back',
    due: 'To pay',
    notice: 'Internal receipt, not an electronic tax document.',
  },
} as const satisfies Record<Language, Record<string, string>>

const STYLE = `
@page { size: 80mm auto; margin: 3mm }
* { box-sizing: border-box }
body { font: 12px/1.35 ui-monospace, 'DejaVu Sans Mono', monospace; width: 74mm; max-width: 100%; margin: 0 auto; padding: 8px 0; color: #000; background: #fff }
h1 { font-size: 15px; margin: 0; text-align: center } header p, footer { text-align: center; margin: 2px 0; overflow-wrap: anywhere }
hr { border: 0; border-top: 1px dashed #000; margin: 6px 0 }
table { width: 100%; border-collapse: collapse } td { padding: 1px 0; vertical-align: top; overflow-wrap: anywhere }
td:last-child { text-align: right; white-space: nowrap; padding-left: 6px } .strong td { font-weight: 700; font-size: 14px }
small { font-size: 11px }`

/** A receipt as a page of its own that prints at 80 mm: no script, no outside resource, every text escaped. */
export function receiptHtml(receipt: ReceiptOut, writing: ReceiptWriting): string {
  const { language } = writing
  const say = words[language]
  const { business, store } = receipt
  const when = new Intl.DateTimeFormat(language === 'es' ? 'es-CL' : 'en-GB', {
    timeZone: writing.time_zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(receipt.issued_at))
  const heads = [
    business.legal_name,
    business.tax_id && `${business.tax_id_name} ${business.tax_id}`,
    business.activity,
    business.address,
    business.phone,
    store.name === business.name ? null : store.name,
  ]
  const label = receipt.document_label ?? String(receipt.order_number)
  const title = `${receipt.document_kind.replaceAll('_', ' ')} ${label}`
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(`${business.name} ${label}`)}</title><style>${STYLE}</style></head>
<body><header><h1>${escaped(business.name)}</h1>${heads
    .filter(Boolean)
    .map((head) => `<p>${escaped(String(head))}</p>`)
    .join('')}
<hr><p><strong>${escaped(title)}</strong></p><p>${say.order} ${receipt.order_number} · ${escaped(when)}</p>
<p>${say.seller}: ${escaped(receipt.seller)}</p>${receipt.customer ? `<p>${say.customer}: ${escaped(customerText(receipt))}</p>` : ''}</header>
<main><hr><table>${itemRows(receipt, writing)}</table><hr><table>${totalRows(receipt, writing)}</table></main>
<footer><hr>${business.footer ? `<p>${escaped(business.footer)}</p>` : ''}<p><small>${say.notice}</small></p></footer></body></html>`
}

const customerText = ({ customer }: ReceiptOut) =>
  [customer?.name, customer?.tax_id].filter((part) => part !== null && part !== undefined).join(' · ')

function itemRows({ items }: ReceiptOut, { amount_format, language }: ReceiptWriting): string {
  return items
    .map(({ name, quantity, unit, unit_price, discount_minor, total }) => {
      const off = discount_minor > 0 ? ` −${amountText(discount_minor, amount_format)}` : ''
      const count = language === 'es' ? String(quantity).replace('.', ',') : String(quantity)
      const each = `${count} ${unit} × ${amountText(unit_price, amount_format)}${off}`
      return `<tr><td>${escaped(name)}<br><small>${escaped(each)}</small></td><td>${amountText(total, amount_format)}</td></tr>`
    })
    .join('')
}

function totalRows(receipt: ReceiptOut, { amount_format, language }: ReceiptWriting): string {
  const say = words[language]
  const row = (name: string, amount: number, strong = false) =>
    `<tr${strong ? ' class="strong"' : ''}><td>${escaped(name)}</td><td>${amountText(amount, amount_format)}</td></tr>`
  const unlessZero = (name: string, amount: number) => (amount === 0 ? '' : row(name, amount))
  return [
    receipt.discount_minor > 0 ? row(say.subtotal, receipt.subtotal_minor) : '',
    unlessZero(say.discount, -receipt.discount_minor),
    unlessZero(say.net, receipt.net_minor),
    unlessZero(receipt.tax_name, receipt.tax_minor),
    unlessZero(say.exempt, receipt.exempt_minor),
    row(say.total, receipt.total, true),
    unlessZero(say.rounding, -receipt.rounding_minor),
    ...receipt.payments.map(({ name, amount }) => row(name, amount)),
    unlessZero(say.change, receipt.change_minor),
    unlessZero(say.refunded, -receipt.refunded_minor),
    unlessZero(say.due, receipt.due_minor),
  ].join('')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
