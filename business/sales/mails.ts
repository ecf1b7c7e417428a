import { businessOf, countryOf } from '#company'
import { publicAddress } from '#people'
import { amountText } from '#platform/amount-text'
import type { Tx } from '#platform/context'
import { enqueue } from '#platform/jobs/job'
import { assertMail, sendMail } from '#platform/mail/send-mail'
import { escaped, receiptHtml } from './receipt-html.ts'
import type { ReceiptOut } from './wire-quotes.ts'

/** Sends a receipt, with its link, after commit; refuses where no letter can leave. */
export async function receiptMail(tx: Tx, receipt: ReceiptOut, path: string, to: string): Promise<void> {
  await assertMail(tx)
  const link = publicAddress(tx, path)
  const { amount_format } = await countryOf(tx)
  const { language } = await businessOf(tx)
  const { name } = receipt.business
  const label = receipt.document_label ?? String(receipt.order_number)
  const total = amountText(receipt.total, amount_format)
  const subject = language === 'es' ? `${name}: tu recibo ${label}` : `${name}: your receipt ${label}`
  const text = language === 'es' ? `Total ${total}. Tu recibo: ${link}` : `Total ${total}. Your receipt: ${link}`
  const html = receiptHtml(receipt, { language, amount_format, time_zone: (await businessOf(tx)).time_zone })
  await enqueue(tx, sendMail, { to, subject, text, html })
}

/** Sends what a quote says, after commit; refuses where no letter can leave. */
export async function quoteMail(
  tx: Tx,
  quote: { number: number; total: number; valid_until: string; notes: string | null },
  lines: readonly { name: string; quantity: number; total: number }[],
  to: string,
): Promise<void> {
  await assertMail(tx)
  const { amount_format } = await countryOf(tx)
  const { name, language } = await businessOf(tx)
  const total = amountText(quote.total, amount_format)
  const { number } = quote
  const long = new Intl.DateTimeFormat(language === 'es' ? 'es-CL' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  const valid_until = long.format(new Date(quote.valid_until))
  const subject = language === 'es' ? `${name}: cotización ${number}` : `${name}: quote ${number}`
  const intro =
    language === 'es'
      ? `Cotización ${number} por ${total}, válida hasta el ${valid_until}.`
      : `Quote ${number} for ${total}, valid until ${valid_until}.`
  const count = (quantity: number) => (language === 'es' ? String(quantity).replace('.', ',') : String(quantity))
  const said = lines.map((line) => [`${count(line.quantity)} × ${line.name}`, amountText(line.total, amount_format)])
  const text = [intro, ...said.map((pair) => pair.join('  ')), quote.notes ?? ''].join('\n')
  const rows = said.map(([what = '', amount = '']) => `<tr><td>${escaped(what)}</td><td>${escaped(amount)}</td></tr>`)
  const html = `<p>${escaped(intro)}</p><table>${rows.join('')}</table><p>${escaped(quote.notes ?? '')}</p>`
  await enqueue(tx, sendMail, { to, subject, text, html })
}
