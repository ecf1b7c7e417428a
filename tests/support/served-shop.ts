import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningShop, startShop } from '../../bin/start-shop.ts'
import { readConfig } from '../../platform/config.ts'
import { silentLog } from '../../platform/log.ts'
import { loadSecrets } from '../../platform/secrets.ts'
import { atEnd } from './at-end.ts'
import { freshDatabase } from './fresh-database.ts'

export interface ServedShop extends RunningShop {
  owner_url: string
  /** Closes and opens it again on the same port and database, as a restart does. */
  restart: () => Promise<void>
  /** The two halves of a restart, for what happens in between. */
  stop: () => Promise<void>
  start: () => Promise<void>
}

/** The whole program on a port of its own over a fresh database: what a browser or a socket test talks to. */
export async function serveShop(settings: Record<string, string> = {}): Promise<ServedShop> {
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-served-'))
  const open = async (port: string) => {
    const config = readConfig([], {
      PORT: port,
      MOSTRADOR_DATA: folder,
      RATE_LIMIT_ANON: '100000',
      RATE_LIMIT_USER: '100000',
      ...settings,
    })
    const server = {
      kind: 'external' as const,
      owner_url: database.owner_url,
      app_url: database.app_url,
      app_role: 'mostrador_app',
      warnings: [],
      stop: async () => undefined,
    }
    return startShop({ config, secrets: loadSecrets(config), database: server, log: silentLog, tell: () => undefined })
  }
  let running = await open('0')
  const port = new URL(running.address).port
  atEnd(async () => {
    await running.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const stop = () => running.close()
  const start = async () => {
    running = await open(port)
  }
  const restart = async () => {
    await stop()
    await start()
  }
  return { ...running, owner_url: database.owner_url, restart, stop, start }
}
