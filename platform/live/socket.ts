import { fastifyWebsocket } from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import { nobody } from '../actor.ts'
import type { RouteContract } from '../contract.ts'
import { platformRefuse } from '../platform-refusals.ts'
import type { Live } from './live.ts'
import { CLOSE, SocketSession } from './socket-session.ts'

/** What a client may say. The token is for those that cannot set a header; it is never taken from the address. */
export const Said = z.strictObject({
  cursor: z.union([z.int(), z.string().max(20)]).nullish(),
  topics: z.array(z.string().max(60)).max(50).optional(),
  token: z.string().max(4_096).optional(),
  event: z.literal('ping').optional(),
})

const MESSAGE_MAX = 16 * 1024

export const socketContract = {
  may: 'signed-in',
  says: 'The live feed as a WebSocket: send { "cursor": n }, hear { "event", "cursor", "data" }.',
  answers: { 101: null },
  raw: true,
} as const satisfies RouteContract

/** Opens `GET /api/ws`. Pages of other sites are refused by their Origin before the socket opens. */
export async function openSocket(http: FastifyInstance, live: Live, allowed_origins: readonly string[]): Promise<void> {
  await http.register(fastifyWebsocket, {
    options: { maxPayload: MESSAGE_MAX, perMessageDeflate: false },
    preClose: async () => live.connections.dismissAll(),
  })
  http.route({
    method: 'GET',
    url: '/api/ws',
    exposeHeadRoute: false,
    config: { contract: socketContract },
    preValidation: async (request) => {
      assertOwnOrigin(request, allowed_origins)
      live.connections.assertRoom(request.actor ?? nobody)
    },
    handler: async () => {
      throw platformRefuse.unreadable()
    },
    wsHandler: (socket, request) => serveSocket(live, socket, request),
  })
}

function assertOwnOrigin({ headers, host }: FastifyRequest, allowed: readonly string[]): void {
  const { origin } = headers
  if (origin === undefined || allowed.includes(origin)) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw platformRefuse.forbiddenOrigin()
}

function serveSocket(live: Live, socket: WebSocket, request: FastifyRequest): void {
  const session = new SocketSession(live, socket, request)
  socket.on('message', (raw: RawData) => {
    const said = session.mayTalk() ? readMessage(raw) : null
    if (said === null) session.drop(CLOSE.refused, 'not understood, or too much at once')
    else session.hear(said).catch(() => session.drop(CLOSE.resync, 'resync'))
  })
}

function readMessage(raw: RawData): z.infer<typeof Said> | null {
  try {
    return Said.safeParse(JSON.parse(String(raw))).data ?? null
  } catch {
    return null
  }
}
