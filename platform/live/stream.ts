import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../context.ts'
import type { FeedFact } from './feed.ts'
import { type Connection, jitter, type Live, mayHear, UNREAD_MAX, watchActor } from './live.ts'

export interface StreamCall {
  readonly ctx: Ctx
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly topics: readonly string[]
  /** Gives each event its name as its SSE type, for `addEventListener`; otherwise `onmessage` hears all of them. */
  readonly named: boolean
  /** The last fact this client has heard; null starts now. */
  readonly after: number | null
}

/**
 * The feed as server-sent events. Each event's id is its cursor, so a browser that reconnects says by itself where it
 * stopped. Beats carry the id too: the cursor also moves past facts that this actor may not hear.
 */
export async function streamFeed(live: Live, { ctx, request, reply, topics, named, after }: StreamCall): Promise<void> {
  live.connections.assertRoom(ctx.actor)
  if (request.method === 'HEAD') return void reply.send()
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...plainHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  })
  raw.write(`retry: ${jitter()}\n\n`)

  let heard = 0
  let isLive = false
  const write = (text: string) => {
    if (raw.destroyed || raw.writableEnded) return
    raw.write(text)
    // A reader this slow is cut off; it comes back with its last id and loses nothing.
    if (isLive && raw.writableLength > UNREAD_MAX) raw.destroy()
  }
  const connection: Connection = {
    actor: ctx.actor,
    dismiss: (after_ms) => void raw.end(farewell(after_ms)),
  }
  const subscriber = {
    isOpen: () => !raw.destroyed && !raw.writableEnded,
    ready: () => drained(raw),
    deliver: (fact: FeedFact) => {
      heard = fact.position
      if (mayHear(live, connection.actor, topics, fact)) write(eventOf(fact, named))
    },
  }
  live.connections.add(connection)
  const beat = setInterval(() => write(`id: ${heard}\n: beat\n\n`), live.timing.beat_ms)
  const watch = watchActor(
    () => request,
    live.timing.recheck_ms,
    (actor) => {
      connection.actor = actor
      if (actor.kind === 'nobody') raw.end('event: signed-out\ndata: {}\n\n')
    },
  )
  raw.on('error', () => raw.destroy())
  raw.once('close', () => {
    clearInterval(beat)
    clearInterval(watch)
    live.hub.leave(subscriber)
    live.connections.delete(connection)
  })
  const joined = live.hub.join(subscriber, after, ({ cursor, snapshot }) => {
    heard = cursor
    write(`id: ${cursor}\nevent: ${snapshot ? 'snapshot-needed' : 'ready'}\ndata: {"cursor":${cursor}}\n\n`)
  })
  // A database that is away ends the stream; the browser comes back with its last id.
  await joined.catch(() => raw.destroy())
  isLive = true
}

const farewell = (after_ms: number) => `event: reconnect\nretry: ${after_ms}\ndata: {"after_ms":${after_ms}}\n\n`

/** The same envelope as on the socket. */
function eventOf(fact: FeedFact, named: boolean): string {
  const type = named ? `event: ${fact.name}\n` : ''
  return `id: ${fact.position}\n${type}data: ${envelopeOf(fact)}\n\n`
}

/** Made once per fact, whatever number of people hear it. */
const envelopes = new WeakMap<FeedFact, string>()

export function envelopeOf(fact: FeedFact): string {
  const known = envelopes.get(fact)
  if (known !== undefined) return known
  const text = JSON.stringify({ event: fact.name, cursor: fact.position, at: fact.at, data: fact.data })
  envelopes.set(fact, text)
  return text
}

const DRAIN_MS_MAX = 15_000

/** While it catches up, a slow reader sets the pace, for some seconds at a time. */
function drained(raw: FastifyReply['raw']): Promise<void> {
  if (!raw.writableNeedDrain) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => raw.destroy(), DRAIN_MS_MAX)
    const done = () => {
      clearTimeout(timer)
      raw.off('drain', done)
      raw.off('close', done)
      resolve()
    }
    raw.once('drain', done)
    raw.once('close', done)
  })
}

function plainHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}
