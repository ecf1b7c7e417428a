import { z } from 'zod'
import { businessOf, countryOf } from '#company'
import { amountText } from '#platform/amount-text'
import type { Tx } from '#platform/context'
import { enqueue } from '#platform/jobs/job'
import { receiptHtml } from './receipt-html.ts'
import type { ReceiptOut } from './wire-quotes.ts'

/** The platform's mail job by its name and payload; the worker has the job itself. */
const sendMail = {
  name: 'platform.send-mail',
  payload: z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() }),
  attempts_max: 10,
  run: async () => undefined,
}

/** Sends a receipt, with its link, after commit. */
export async function receiptMail(tx: Tx, receipt: ReceiptOut, path: string, to: string): Promise<void> {
  const { amount_format } = await countryOf(tx)
  const { language } = await businessOf(tx)
  const { name } = receipt.business
  const label = receipt.document_label ?? String(receipt.order_number)
  const total = amountText(receipt.total, amount_format)
  const subject = language === 'es' ? `${name}: tu recibo ${label}` : `${name}: your receipt ${label}`
  const text = language === 'es' ? `Total ${total}. Tu recibo: ${path}` : `Total ${total}. Your receipt: ${path}`
  const html = receiptHtml(receipt, { language, amount_format, time_zone: (await businessOf(tx)).time_zone })
  await enqueue(tx, sendMail, { to, subject, text, html })
}

/** Sends what a quote says, after commit. */
export async function quoteMail(
  tx: Tx,
  quote: { number: number; total: number; valid_until: string },
  to: string,
): Promise<void> {
  const { amount_format } = await countryOf(tx)
  const { name, language } = await businessOf(tx)
  const total = amountText(quote.total, amount_format)
  const { number, valid_until } = quote
  const subject = language === 'es' ? `${name}: cotización ${number}` : `${name}: quote ${number}`
  const text =
    language === 'es'
      ? `Cotización ${number} por ${total}, válida hasta el ${valid_until}.`
      : `Quote ${number} for ${total}, valid until ${valid_until}.`
  await enqueue(tx, sendMail, { to, subject, text, html: `<p>${text}</p>` })
}
