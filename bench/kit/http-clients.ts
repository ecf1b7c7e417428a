import { connect, type Socket } from 'node:net'

/** One HTTP connection that asks one thing at a time: a till. Thin on purpose, because it shares the machine with the server. */
export interface Client {
  readonly ask: (method: string, path: string, body: string, headers?: string) => Promise<Answer>
  readonly close: () => void
}

export interface Answer {
  readonly status: number
  readonly body: string
}

export async function openClient(address: string, token: string): Promise<Client> {
  const { hostname, port } = new URL(address)
  const socket: Socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let received = ''
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    const answer = readAnswer(received)
    if (!answer) return
    received = ''
    waiting?.resolve(answer)
  })
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  const ask = (method: string, path: string, body: string, headers = '') =>
    new Promise<Answer>((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('the server closed the connection'))
      waiting = { resolve, reject }
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    })
  return { ask, close: () => socket.destroy() }
}

function readAnswer(text: string): Answer | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = text.slice(0, end)
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
  if (text.length < end + 4 + length) return null
  return { status: Number(head.slice(9, 12)), body: text.slice(end + 4, end + 4 + length) }
}

export interface Load {
  readonly done: number
  readonly refused: number
  readonly seconds: number
  readonly latencies_ms: number[]
}

/** Lets every client repeat an act for this long; what was begun is finished and counted. */
export async function drive(
  clients: readonly Client[],
  seconds: number,
  act: (client: Client) => Promise<boolean>,
): Promise<Load> {
  const started = performance.now()
  const until = started + seconds * 1000
  const latencies_ms: number[] = []
  let refused = 0
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const begun = performance.now()
        if (await act(client)) latencies_ms.push(performance.now() - begun)
        else refused += 1
      }
    }),
  )
  return { done: latencies_ms.length, refused, seconds: (performance.now() - started) / 1000, latencies_ms }
}
