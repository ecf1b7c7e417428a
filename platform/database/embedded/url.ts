import type { Listens } from './settings.ts'

/** A connection address that pg and `new URL` both read; a socket's folder stands percent-encoded in the host's place. */
export function databaseUrl(listens: Listens, user: string, password: string, database: string): string {
  const host = listens.socket_dir === undefined ? '127.0.0.1' : encodeURIComponent(listens.socket_dir)
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${listens.port}/${encodeURIComponent(database)}`
}

/** The same server and role, another database. */
export function onDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${encodeURIComponent(database)}`
  return address.toString()
}
