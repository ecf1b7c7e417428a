import type { FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { z } from 'zod'
import { type Actor, nobody } from '../actor.ts'
import type { FeedFact } from './feed.ts'
import type { Subscriber } from './hub.ts'
import { actorNow, type Connection, cursorOf, type Live, mayHear, topicsOf, UNREAD_MAX, watchActor } from './live.ts'
import type { Said } from './socket.ts'
import { envelopeOf } from './stream.ts'

export const CLOSE = { away: 1012, refused: 1008, resync: 1013, signedOut: 4401 } as const

const MESSAGES_PER_SECOND_MAX = 20
/** How long a client has to name its cursor before it is taken for one that wants only what comes. */
const SILENT_MS = 250
const DRAIN_POLL_MS = 50
const DRAIN_MS_MAX = 15_000
/** A socket whose other end does not answer the close is cut. */
const CLOSE_MS_MAX = 1_000

/** One open WebSocket, from its upgrade to its close. */
export class SocketSession implements Subscriber, Connection {
  actor: Actor
  readonly #live: Live
  readonly #socket: WebSocket
  readonly #opened: FastifyRequest
  readonly #timers: NodeJS.Timeout[]
  #request: FastifyRequest
  #topics: readonly string[] = []
  #heard = 0
  #state: 'new' | 'catching-up' | 'live' = 'new'
  #said = 0

  constructor(live: Live, socket: WebSocket, request: FastifyRequest) {
    this.#live = live
    this.#socket = socket
    this.#opened = request
    this.#request = request
    this.actor = request.actor ?? nobody
    const { beat_ms, recheck_ms, introduce_ms } = live.timing
    this.#timers = [
      setTimeout(() => this.#introduced(), this.#isNobody() ? introduce_ms : SILENT_MS),
      setInterval(() => this.#tell('beat', {}), beat_ms),
      setInterval(() => this.#allowMessages(), 1_000),
      watchActor(
        () => this.#request,
        recheck_ms,
        (actor) => this.#seen(actor),
      ),
    ]
    live.connections.add(this)
    socket.once('close', () => this.#closed())
    socket.on('error', () => socket.terminate())
  }

  deliver(fact: FeedFact): void {
    this.#heard = fact.position
    if (mayHear(this.#live, this.actor, this.#topics, fact)) this.#send(envelopeOf(fact))
  }

  isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** While it catches up, a slow reader sets the pace, for some seconds at a time. */
  async ready(): Promise<void> {
    const until = Date.now() + DRAIN_MS_MAX
    while (this.isOpen() && this.#socket.bufferedAmount > UNREAD_MAX / 4) {
      if (Date.now() > until) return this.drop(CLOSE.resync, 'resync')
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS))
    }
  }

  dismiss(after_ms: number): void {
    this.#tell('reconnect', { after_ms })
    this.drop(CLOSE.away, `reconnect in ${after_ms} ms`)
  }

  drop(code: number, reason: string): void {
    this.#live.hub.leave(this)
    if (this.#socket.readyState > this.#socket.OPEN) return
    this.#socket.close(code, reason)
    setTimeout(() => this.#socket.terminate(), CLOSE_MS_MAX).unref()
  }

  /** Whether one more message fits into this second. */
  mayTalk(): boolean {
    this.#said += 1
    return this.#said <= MESSAGES_PER_SECOND_MAX
  }

  async hear(said: z.infer<typeof Said>): Promise<void> {
    if (said.token !== undefined) {
      this.#request = withToken(this.#opened, said.token)
      this.#seen(await actorNow(this.#request))
    }
    if (said.topics) this.#topics = topicsOf(said.topics.join(','))
    if (said.event === 'ping') this.#tell('pong', {})
    else if (!this.#isNobody()) await this.#join(cursorOf(said.cursor))
  }

  async #join(after: number | null): Promise<void> {
    if (this.#state !== 'new') return
    this.#state = 'catching-up'
    await this.#live.hub.join(this, after, ({ cursor, snapshot }) => {
      this.#heard = cursor
      this.#tell(snapshot ? 'snapshot-needed' : 'ready', {})
    })
    this.#state = 'live'
  }

  #introduced(): void {
    if (this.#isNobody()) this.drop(CLOSE.signedOut, 'not signed in')
    else void this.#join(null).catch(() => this.drop(CLOSE.resync, 'resync'))
  }

  #seen(actor: Actor): void {
    const wasSomebody = !this.#isNobody()
    this.actor = actor
    if (this.#isNobody() && wasSomebody) this.drop(CLOSE.signedOut, 'signed out')
  }

  #tell(event: string, data: object): void {
    this.#send(JSON.stringify({ event, cursor: this.#heard, data }))
  }

  #send(text: string): void {
    if (!this.isOpen()) return
    this.#socket.send(text)
    if (this.#state === 'live' && this.#socket.bufferedAmount > UNREAD_MAX) this.drop(CLOSE.resync, 'resync')
  }

  #isNobody(): boolean {
    return this.actor.kind === 'nobody'
  }

  #allowMessages(): void {
    this.#said = 0
  }

  #closed(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#live.hub.leave(this)
    this.#live.connections.delete(this)
  }
}

/** The same request as if the token had come in its header, where `authenticate` looks. */
function withToken(request: FastifyRequest, token: string): FastifyRequest {
  const headers = { ...request.headers, authorization: `Bearer ${token}` }
  return Object.create(request, { headers: { value: headers } })
}
