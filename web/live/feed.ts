// One live connection per browser: the tab that holds the lock listens, the others hear it through a channel.
import { isOnline, onConnection, reportAnswered, reportUnreachable } from './connection.ts'

export type Fact = { event: string; cursor: string; data: unknown }
type Heard = { kind: 'fact'; fact: Fact } | { kind: 'lost' } | { kind: 'back' }

const path = '/api/events'
const cursorKey = 'mostrador.cursor'
const silenceMs = 25_000
const retryMs = 1500

/** Starts listening; `onFact` is called in every tab, `onGap` when facts may have been missed. */
export function followFacts(onFact: (fact: Fact) => void, onGap: () => void): void {
  const channel = new BroadcastChannel('mostrador.live')
  const hear = (heard: Heard) => {
    if (heard.kind === 'fact') onFact(heard.fact)
    if (heard.kind === 'lost') reportUnreachable()
    if (heard.kind === 'back') reportAnswered()
  }
  channel.onmessage = (message: MessageEvent<Heard>) => hear(message.data)
  const tell = (heard: Heard) => {
    hear(heard)
    channel.postMessage(heard)
  }
  void lead(() => listen(tell, onGap))
}

/** Only the tab with the lock leads; when it closes, the next one takes over by itself. */
async function lead(run: () => Promise<never>): Promise<void> {
  if ('locks' in navigator) await navigator.locks.request('mostrador.live', run)
  else await run()
}

async function listen(tell: (heard: Heard) => void, onGap: () => void): Promise<never> {
  for (;;) {
    await oneConnection(tell, onGap)
    await new Promise((resume) => setTimeout(resume, retryMs))
    if (!isOnline()) await untilOnline()
  }
}

/** Ends when the connection does; the last cursor is where the next one resumes. */
function oneConnection(tell: (heard: Heard) => void, onGap: () => void): Promise<void> {
  const after = sessionStorage.getItem(cursorKey)
  const source = new EventSource(after ? `${path}?after=${encodeURIComponent(after)}` : path)
  return new Promise((ended) => {
    let watch: ReturnType<typeof setTimeout>
    const end = () => {
      clearTimeout(watch)
      source.close()
      ended()
    }
    const alive = () => {
      clearTimeout(watch)
      // A heartbeat comes every 10 s; silence means a cable nobody told us about.
      watch = setTimeout(() => {
        tell({ kind: 'lost' })
        end()
      }, silenceMs)
    }
    source.onopen = () => {
      alive()
      tell({ kind: 'back' })
    }
    source.addEventListener('heartbeat', alive)
    source.addEventListener('gap', onGap)
    source.onmessage = (message: MessageEvent<string>) => {
      alive()
      const fact = readFact(message)
      if (!fact) return
      sessionStorage.setItem(cursorKey, fact.cursor)
      tell({ kind: 'fact', fact })
    }
    source.onerror = () => {
      // A closed source was refused (signed out, no such path): the next call will say why. An open one was cut.
      if (source.readyState !== EventSource.CLOSED) tell({ kind: 'lost' })
      end()
    }
  })
}

/** The parsing edge of the feed: what is not a fact is ignored. */
function readFact(message: MessageEvent<string>): Fact | null {
  try {
    const read: Partial<Fact> = JSON.parse(message.data)
    const cursor = read.cursor ?? message.lastEventId
    return typeof read.event === 'string' && cursor
      ? { event: read.event, cursor: String(cursor), data: read.data }
      : null
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
