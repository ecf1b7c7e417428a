import { z } from 'zod'
import type { Ctx } from '../context.ts'
import type { Job } from '../jobs/job.ts'
import { readNote, writeNote } from '../note.ts'
import { refusals } from '../refusals.ts'

/** Where mail leaves: SMTP_URL and MAIL_FROM. */
export interface MailSettings {
  readonly smtp_url: string | undefined
  readonly from: string | undefined
}

export const mailRefuse = refusals('mail', {
  notConfigured: [
    409,
    {
      es: 'El correo no está configurado. Define SMTP_URL y MAIL_FROM y reinicia.',
      en: 'Mail is not configured. Set SMTP_URL and MAIL_FROM and restart.',
    },
  ],
})

/** One line: what a person typed must not start a header of its own (S49). */
const HeaderLine = z
  .string()
  .max(500)
  .transform((text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim())

const SendMail = z.object({
  to: z.email().max(254),
  subject: HeaderLine,
  text: z.string().max(200_000),
  html: z.string().max(500_000).optional(),
  attachments: z
    .array(z.object({ name: HeaderLine, media_type: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/), base64: z.string() }))
    .max(5)
    .optional(),
})

/** What others enqueue: `enqueue(tx, sendMail, { to, subject, text })`. The letter leaves after the commit. */
export const sendMail = { name: 'platform.send-mail', payload: SendMail, attempts_max: 10 }

const TIMEOUT_MS = 20_000

/** The job itself; it needs to know the server. */
export function mailJob(settings: MailSettings): Job<typeof SendMail> {
  return { ...sendMail, run: (ctx, letter) => deliver(ctx, letter, settings) }
}

async function deliver(ctx: Ctx, letter: z.output<typeof SendMail>, { smtp_url, from }: MailSettings): Promise<void> {
  if (smtp_url === undefined) throw mailRefuse.notConfigured()
  // Read with the first letter: a start has no use for it.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: smtp_url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { to, subject, text, html, attachments = [] } = letter
    await transport.sendMail({
      from: from ?? senderOf(smtp_url),
      to: { name: '', address: to },
      subject,
      text,
      ...(html === undefined ? {} : { html }),
      messageId: `<${ctx.request.id}@mostrador>`,
      attachments: attachments.map(({ name, media_type, base64 }) => ({
        filename: name,
        contentType: media_type,
        content: Buffer.from(base64, 'base64'),
      })),
    })
  } finally {
    transport.close()
  }
}

function senderOf(smtp_url: string): string {
  const { username, hostname } = new URL(smtp_url)
  const user = decodeURIComponent(username)
  return user.includes('@') ? user : `mostrador@${hostname}`
}

const NOTE = 'mail'

/** Writes down whether mail can leave, where every process and transaction can read it. */
export async function noteMail(ctx: Pick<Ctx, 'db'>, settings: MailSettings): Promise<void> {
  await writeNote(ctx, NOTE, { is_configured: settings.smtp_url !== undefined })
}

const Noted = z.object({ is_configured: z.boolean() })

export async function isMailConfigured(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  return Noted.safeParse(await readNote(ctx, NOTE)).data?.is_configured ?? false
}

/** Says so at once, to the person who asks for a letter, instead of failing later in a job nobody looks at. */
export async function assertMail(ctx: Pick<Ctx, 'db'>): Promise<void> {
  if (!(await isMailConfigured(ctx))) throw mailRefuse.notConfigured()
}
