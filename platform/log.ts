import type { Logger } from 'pino'
import { pino } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal'>

/** Secrets and personal data never reach the log, wherever in an object they hide (S71). */
const REDACTED = [
  'password',
  'token',
  'access',
  'refresh',
  'secret',
  'pin',
  'authorization',
  'cookie',
  'email',
  'phone',
  'tax_id',
]

/** One JSON line per event, on stderr so that stdout stays for people; `file` keeps a copy on disk. */
export function makeLog(options: { level: string; file?: string | undefined }): Logger {
  const paths = REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const destination = pino.destination(options.file ? { dest: options.file, mkdir: true } : { fd: 2 })
  return pino(
    {
      level: options.level,
      redact: { paths, censor: '[redacted]' },
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination,
  )
}

export const silentLog: Log = pino({ level: 'silent' })
