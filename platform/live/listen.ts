import pg from 'pg'
import { hangUpOnSilence } from '../database/silence.ts'
import type { Log } from '../log.ts'

export interface Listening {
  readonly stop: () => Promise<void>
}

const RETRY_MS = 500
/** Who only listens would never learn that the line is dead: now and then it is asked for a sign of life. */
const PULSE_MS = 20_000

export interface ListenOptions {
  readonly url: string
  readonly channel: string
  readonly log: Log
  /** Called for every announcement, and once when the line is open (again). */
  readonly heard: () => void
  /** How often the line is asked for a sign of life, and how long it may owe it; tests only. */
  readonly pulse_ms?: number
}

/** Listens on one channel with a connection of its own, which is opened again whenever it is lost or has fallen silent. */
export function listen({ url, channel, log, heard, pulse_ms = PULSE_MS }: ListenOptions): Listening {
  let stopped = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined

  const again = () => {
    client = null
    if (!stopped) timer = setTimeout(() => void open(), RETRY_MS)
  }
  const open = async () => {
    const opened = new pg.Client({
      connectionString: url,
      application_name: `mostrador listen ${channel}`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    client = opened
    hangUpOnSilence(opened, { log, silent_ms: pulse_ms })
    const pulse = setInterval(() => void opened.query('select').catch(() => undefined), pulse_ms).unref()
    let lost = false
    const lose = (error?: Error) => {
      if (lost) return
      lost = true
      clearInterval(pulse)
      if (error && !stopped) log.debug({ channel, error: error.message }, 'The listening connection was lost')
      opened.end().catch(() => undefined)
      again()
    }
    opened.on('error', lose)
    opened.on('end', () => lose())
    opened.on('notification', heard)
    try {
      await opened.connect()
      await opened.query(`listen ${pg.escapeIdentifier(channel)}`)
      // What was announced while nobody listened is read now.
      heard()
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)))
    }
  }
  void open()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}
