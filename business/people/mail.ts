import { z } from 'zod'
import type { Tx } from '#platform/context'
import { enqueue } from '#platform/jobs/job'
import { type Sentence, say, type Values } from '#platform/text'

/** The platform's mail job by its name and payload; the worker has the job itself. */
const sendMail = {
  name: 'platform.send-mail',
  payload: z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() }),
  attempts_max: 10,
  run: async () => undefined,
}
export interface Letter {
  readonly subject: Sentence
  readonly body: Sentence
  readonly values: Values
  readonly link?: string
}
export async function post(tx: Tx, to: string, letter: Letter): Promise<void> {
  const subject = say(letter.subject, tx.request.language, letter.values)
  const text = say(letter.body, tx.request.language, letter.values)
  await enqueue(tx, sendMail, { to, subject, text, html: text })
}
