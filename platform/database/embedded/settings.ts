import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunAs } from './run-as.ts'
import { giveTo } from './run-as.ts'

export type ServerSettings = Readonly<Record<string, string | number | boolean>>

/** Where the server listens: a Unix socket, or a loopback port where there are no Unix sockets. */
export type Listens = { readonly socket_dir?: string; readonly port: number }

// The port only names the socket's file, so it need not be free.
const socketPort = 5432

/** Where a cluster that was started before listens: its settings file tells. */
export function listensOf(cluster: string, sockets: string): Listens {
  if (process.platform !== 'win32') return { socket_dir: sockets, port: socketPort }
  const written = /^port = (\d+)$/m.exec(readFileSync(join(cluster, settingsFile), 'utf8'))?.[1]
  return { port: Number(written) }
}

/** Written at every start, so that an upgrade of the program also upgrades the settings. */
export function writeSettings(cluster: string, user: RunAs, text: string): void {
  const file = join(cluster, settingsFile)
  writeFileSync(file, text)
  giveTo(user, file)
}

/** Whether a server left running was started with these very settings and programs. */
export function hasSettings(cluster: string, text: string): boolean {
  const file = join(cluster, settingsFile)
  return existsSync(file) && readFileSync(file, 'utf8') === text
}

/** The settings file's text; it names the programs, because a server of replaced programs must not be kept. */
export function settingsText(programs: string, listens: Listens, extra: ServerSettings): string {
  const all: ServerSettings = {
    // The bundled OpenSSL is old: this server never listens on a network and speaks no TLS.
    listen_addresses: listens.socket_dir === undefined ? '127.0.0.1' : '',
    port: listens.port,
    ssl: false,
    ...(listens.socket_dir === undefined
      ? {}
      : { unix_socket_directories: listens.socket_dir, unix_socket_permissions: '0700' }),
    fsync: true,
    full_page_writes: true,
    synchronous_commit: 'on',
    password_encryption: 'scram-sha-256',
    max_connections: 100,
    shared_buffers: '128MB',
    wal_level: 'replica',
    jit: false,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_min_duration_statement: '2s',
    // A statement in the log would carry customers' data; its text is kept out unless it fails.
    log_parameter_max_length: 0,
    ...extra,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${quoted(value)}`)
  const heading = '# Written by Mostrador at each start. Your own settings belong in postgresql.conf.'
  return `${[heading, `# ${programs}`, ...lines].join('\n')}\n`
}

export const settingsFile = 'mostrador.conf'

function quoted(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}
