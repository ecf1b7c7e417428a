import { z } from 'zod'
import type { Tx } from '#platform/context'
import { enqueue } from '#platform/jobs/job'
import { type Sentence, say, type Values } from '#platform/text'

/** The platform's mail job, by its name: it does the SMTP conversation and repeats it until the server has taken it. */
const sendMail = {
  name: 'platform.send-mail',
  payload: z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() }),
  attempts_max: 10,
}

export interface Letter {
  readonly subject: Sentence
  /** Paragraphs, separated by an empty line. */
  readonly body: Sentence
  readonly values: Values
  readonly link?: string
}

/** Sends a letter once the transaction commits; whatever is put into it stays text (S48, S49). */
export async function post(tx: Tx, to: string, { subject, body, values, link }: Letter): Promise<void> {
  const { language } = tx.request
  const text = say(body, language, values)
  await enqueue(tx, sendMail, {
    to,
    subject: say(subject, language, values).replace(/\s+/g, ' ').slice(0, 200),
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
