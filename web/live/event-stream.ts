// Server-sent events read by hand instead of by EventSource: the status of a refusal and the beats of a quiet hour are
// both hidden by the browser's own reader, and both matter here.

export type StreamEvent = { event: string; data: string; id: string | null }

/** Cuts a growing text into events; what is not yet complete waits for the next piece. */
export function createParser(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = ''
  return (piece) => {
    const blocks = (rest + piece).replaceAll('\r\n', '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) onEvent(readBlock(block))
  }
}

function readBlock(block: string): StreamEvent {
  const event: StreamEvent = { event: 'message', data: '', id: null }
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') event.event = value
    if (name === 'id') event.id = value
    if (name === 'data') event.data += event.data === '' ? value : `\n${value}`
  }
  return event
}

type Reading = { url: string; onOpen: () => void; onEvent: (event: StreamEvent) => void; silenceMs: number }

/** Reads until the stream ends; resolves with the status that refused it, or 200 when it was cut. */
export async function readEventStream({ url, onOpen, onEvent, silenceMs }: Reading): Promise<number> {
  const stop = new AbortController()
  let silence = setTimeout(() => stop.abort(), silenceMs)
  const alive = () => {
    clearTimeout(silence)
    silence = setTimeout(() => stop.abort(), silenceMs)
  }
  try {
    const answer = await fetch(url, {
      headers: { accept: 'text/event-stream' },
      cache: 'no-store',
      signal: stop.signal,
    })
    if (!answer.ok || !answer.body) return answer.status
    onOpen()
    const parse = createParser(onEvent)
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return answer.status
      alive()
      parse(value)
    }
  } finally {
    clearTimeout(silence)
    stop.abort()
  }
}
