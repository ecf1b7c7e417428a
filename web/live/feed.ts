// One live connection per browser: the tab that holds the lock listens, the others hear it through a channel.
import { refreshOnce } from '../api/refresh.ts'
import { isOnline, onConnection, reportAnswered, reportUnreachable } from './connection.ts'
import { readEventStream, type StreamEvent } from './event-stream.ts'

export type Fact = { event: string; cursor: string; data: unknown }
type Heard = { kind: 'fact'; fact: Fact } | { kind: 'lost' } | { kind: 'back' } | { kind: 'gap' }
type Tell = (heard: Heard) => void
type Follow = { onFact: (fact: Fact) => void; onGap: () => void }

const path = '/api/events'
const silenceMs = 25_000
const retryMs = 1000
const refusedRetryMs = 30_000

/** The last fact heard by this tab, whoever told it: where it resumes when it becomes the one that listens. */
let cursor: string | null = null

/** Starts listening; `onFact` is called in every tab, `onGap` when more was missed than the server keeps. */
export function followFacts({ onFact, onGap }: Follow): void {
  const channel = new BroadcastChannel('mostrador.live')
  const hear = (heard: Heard) => {
    if (heard.kind === 'fact') {
      cursor = heard.fact.cursor
      onFact(heard.fact)
    }
    if (heard.kind === 'gap') onGap()
    if (heard.kind === 'lost') reportUnreachable()
    if (heard.kind === 'back') reportAnswered()
  }
  channel.onmessage = (message: MessageEvent<Heard>) => hear(message.data)
  void lead(() =>
    listen((heard) => {
      hear(heard)
      channel.postMessage(heard)
    }),
  )
}

/** Only the tab with the lock leads; when it closes, the next one takes over by itself. */
async function lead(run: () => Promise<never>): Promise<void> {
  if ('locks' in navigator) await navigator.locks.request('mostrador.live', run)
  else await run()
}

async function listen(tell: Tell): Promise<never> {
  for (;;) {
    const pauseMs = await oneConnection(tell)
    await new Promise((resume) => setTimeout(resume, pauseMs))
    if (!isOnline()) await untilOnline()
  }
}

/** Ends when the connection does, and says how long to wait before the next one. */
async function oneConnection(tell: Tell): Promise<number> {
  const startedAt = Date.now()
  try {
    const status = await readEventStream({
      url: cursor ? `${path}?cursor=${encodeURIComponent(cursor)}` : path,
      silenceMs,
      onOpen: () => tell({ kind: 'back' }),
      onEvent: (event) => tellEvent(event, tell),
    })
    if (status === 401) return (await refreshOnce(startedAt)) ? 0 : refusedRetryMs
    if (status >= 400) return refusedRetryMs
    // A server that stops closes its streams first: knocking tells whether it is gone or only restarting.
    tell({ kind: 'lost' })
  } catch {
    tell({ kind: 'lost' })
  }
  return retryMs
}

function tellEvent(event: StreamEvent, tell: Tell): void {
  if (event.event === 'snapshot-needed') tell({ kind: 'gap' })
  const fact = event.event === 'message' ? readFact(event) : null
  if (fact) tell({ kind: 'fact', fact })
  else if (event.id) cursor = event.id
}

/** The parsing edge of the feed: what is not a fact is ignored. */
function readFact({ data, id }: StreamEvent): Fact | null {
  try {
    const read: { event?: unknown; data?: unknown } = JSON.parse(data)
    return typeof read.event === 'string' && id ? { event: read.event, cursor: id, data: read.data } : null
  } catch {
    return null
  }
}

function untilOnline(): Promise<void> {
  return new Promise((resume) => {
    const stop = onConnection(() => {
      if (!isOnline()) return
      stop()
      resume()
    })
  })
}
