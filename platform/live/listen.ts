import pg from 'pg'
import type { Log } from '../log.ts'

export interface Listening {
  readonly stop: () => Promise<void>
}

const RETRY_MS = 500

/** Listens on one channel with a connection of its own, which is opened again whenever it is lost. */
export function listen(url: string, channel: string, log: Log, heard: () => void): Listening {
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
    let lost = false
    const lose = (error?: Error) => {
      if (lost) return
      lost = true
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
