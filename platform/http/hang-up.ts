import type { FastifyInstance } from 'fastify'

const SWEEP_MS = 50

/**
 * A stop waits for whoever is being answered and for nobody else. A browser keeps its connection for another minute, so
 * from the first moment of the stop each answer says that it is the last, and what has fallen silent is hung up.
 * Says whether the stop has begun.
 */
export function hangUpAtTheEnd(http: FastifyInstance): () => boolean {
  let stopping = false
  http.addHook('preClose', async () => {
    stopping = true
    if (!http.server.listening) return
    const sweep = setInterval(() => http.server.closeIdleConnections(), SWEEP_MS)
    http.server.once('close', () => clearInterval(sweep))
  })
  return () => stopping
}
