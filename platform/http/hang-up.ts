import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import type { FastifyInstance } from 'fastify'

const SWEEP_MS = 50
/** One second without a word, in the middle of a request or before the first: nobody is waited for who says nothing. */
const SILENT_SWEEPS = 20

/**
 * A stop waits for whoever is being answered and for nobody else. A browser keeps its connection for another minute, so
 * from the first moment of the stop each answer says that it is the last, and what has fallen silent is hung up.
 * Says whether the stop has begun.
 */
export function hangUpAtTheEnd(http: FastifyInstance): () => boolean {
  let stopping = false
  const callers = new Callers(http)
  http.addHook('preClose', async () => {
    stopping = true
    if (!http.server.listening) return
    const sweep = setInterval(() => {
      http.server.closeIdleConnections()
      callers.hangUpOnSilence()
    }, SWEEP_MS)
    http.server.once('close', () => clearInterval(sweep))
  })
  return () => stopping
}

/**
 * Everybody who is connected. Browsers open connections that they may never use, and to Node one that has said nothing
 * yet is as busy as one in the middle of its request; the timeouts that end both are off as soon as a server closes.
 */
class Callers {
  readonly #callers = new Map<Socket, Caller>()

  constructor({ server }: FastifyInstance) {
    server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#callers.set(socket, { bytes_heard: 0, silent_sweeps: 0, isAnswered: () => false })
      socket.once('close', () => this.#callers.delete(socket))
    })
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const caller = this.#callers.get(request.socket)
      // Asked whole, and not yet told all: now it is our turn.
      if (caller) caller.isAnswered = () => request.complete && !response.writableFinished
    })
  }

  hangUpOnSilence(): void {
    for (const [socket, caller] of this.#callers) {
      const isSilent = !caller.isAnswered() && socket.bytesRead === caller.bytes_heard
      caller.silent_sweeps = isSilent ? caller.silent_sweeps + 1 : 0
      caller.bytes_heard = socket.bytesRead
      if (caller.silent_sweeps >= SILENT_SWEEPS) socket.destroy()
    }
  }
}

interface Caller {
  bytes_heard: number
  silent_sweeps: number
  isAnswered: () => boolean
}
