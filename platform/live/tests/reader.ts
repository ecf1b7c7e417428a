import { WebSocket } from 'ws'

/** What came over the feed, as a client sees it. */
export interface Heard {
  event: string
  cursor: number
  data: Record<string, unknown>
}

export interface Reader {
  readonly heard: Heard[]
  readonly names: () => string[]
  readonly ended: Promise<number>
  readonly close: () => void
}

export async function until(check: () => boolean, ms = 8_000): Promise<void> {
  const end = Date.now() + ms
  while (!check()) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A minimal EventSource: reads the stream, keeps the last id. */
export async function readStream(
  url: string,
  headers: Record<string, string>,
): Promise<Reader & { lastId: () => string }> {
  const abort = new AbortController()
  const reply = await fetch(url, { headers, signal: abort.signal })
  if (reply.status !== 200 || !reply.body) throw new Error(`status ${reply.status}: ${await reply.text()}`)
  const heard: Heard[] = []
  let lastId = ''
  const read = async () => {
    let rest = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of reply.body ?? []) {
        rest += decoder.decode(chunk, { stream: true })
        const blocks = rest.split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const fields = new Map(
            block.split('\n').map((line) => [line.split(': ', 1)[0] ?? '', line.replace(/^[^:]*: /, '')]),
          )
          lastId = fields.get('id') ?? lastId
          const data = fields.get('data')
          if (data === undefined) continue
          const event = fields.get('event')
          const value = JSON.parse(data)
          heard.push(value.event ? value : { event: event ?? 'message', cursor: Number(lastId), data: value })
        }
      }
    } catch {
      // Cut off by the test or by the server.
    }
    return 0
  }
  return {
    heard,
    names: () => heard.map(({ event }) => event),
    lastId: () => lastId,
    ended: read(),
    close: () => abort.abort(),
  }
}

export async function readSocket(
  url: string,
  headers: Record<string, string>,
  first?: object,
): Promise<Reader & { socket: WebSocket }> {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers })
  const heard: Heard[] = []
  socket.on('message', (raw) => heard.push(JSON.parse(String(raw))))
  const ended = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('unexpected-response', (_request, reply) => reject(new Error(`status ${reply.statusCode}`)))
    socket.once('error', reject)
  })
  if (first) socket.send(JSON.stringify(first))
  return { heard, names: () => heard.map(({ event }) => event), ended, socket, close: () => socket.terminate() }
}
