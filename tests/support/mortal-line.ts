import { connect, createServer, type Server, type Socket } from 'node:net'

/** A line to the database that can die without a word, as when a cable is pulled: nobody hangs up. */
export interface MortalLine {
  readonly url: string
  /** From now on nothing arrives by the connections that are open; new ones work. */
  readonly die: () => void
  readonly close: () => void
}

export async function openMortalLine(to: string): Promise<MortalLine> {
  const ends: Socket[] = []
  const server = createServer((near) => {
    const far = connect(placeOf(to))
    for (const end of [near, far]) end.on('error', () => undefined)
    near.pipe(far).pipe(near)
    ends.push(near, far)
  })
  const port = await listening(server)
  const url = new URL(to)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  const die = () => {
    for (const end of ends.splice(0)) end.unpipe().pause()
  }
  return { url: url.toString(), die, close: () => server.close() }
}

/** The socket in a folder, or the port, that the address names. */
function placeOf(to: string) {
  const { hostname, port } = new URL(to)
  const host = decodeURIComponent(hostname)
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port: Number(port) }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}
