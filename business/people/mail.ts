import type { Tx } from '#platform/context'
import { enqueue } from '#platform/jobs/job'
import { isMailConfigured, sendMail } from '#platform/mail/send-mail'
import { type Sentence, say, type Values } from '#platform/text'

export interface Letter {
  readonly subject: Sentence
  /** Paragraphs, separated by an empty line. */
  readonly body: Sentence
  readonly values: Values
  readonly link?: string
}

/**
 * Sends a letter once the transaction commits; whatever is put into it stays text (S48). A shop without mail sends
 * none: what cannot do without a letter has refused before (assertMail).
 */
export async function post(tx: Tx, to: string, { subject, body, values, link }: Letter): Promise<void> {
  if (!(await isMailConfigured(tx))) return
  const { language } = tx.request
  const text = say(body, language, values)
  await enqueue(tx, sendMail, {
    to,
    subject: say(subject, language, values).slice(0, 200),
    text: link === undefined ? text : `${text}\n\n${link}\n`,
    html: asHtml(text, link),
  })
}

function asHtml(text: string, link: string | undefined): string {
  const paragraphs = text.split('\n\n').map((paragraph) => `<p>${escaped(paragraph)}</p>`)
  const anchor = link === undefined ? [] : [`<p><a href="${escaped(link)}">${escaped(link)}</a></p>`]
  return [...paragraphs, ...anchor].join('\n')
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
