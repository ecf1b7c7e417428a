import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

export type Program = {
  readonly pid: number
  readonly address: string
  readonly started_ms: number
  /** All that it said, on both outputs. */
  said(): string
  ask(path: string): Promise<Response>
  /** Whether a browser gets its page. */
  serves(): Promise<boolean>
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

export type Launch = {
  readonly data_dir: string
  readonly port?: number
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Runs as an ordinary user; needs root. */
  readonly user?: 'nobody'
  /** Ends it with kill -9 as soon as it has said this. */
  readonly killed_at?: RegExp
  /** A program that starts it in other surroundings, and must become it in the end. */
  readonly through?: readonly string[]
  /**
   * For campaigns that start again and again: what was built is started without a look at whether it is up to date,
   * without the compiler that makes quick what lives for longer than seconds, and with room for all that a start leaves
   * behind, which nobody clears away then. More than a third less work.
   */
  readonly is_brief?: boolean
}

/** Types `npm start` like a person and waits until it answers, or until it gives up: then it throws what was said. */
export async function launch(options: Launch): Promise<Program> {
  const started = Date.now()
  const port = options.port ?? (await freePort())
  const child = spawnStart(options, port)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
  const address = `http://127.0.0.1:${port}`
  while (!said.includes('Mostrador atiende en')) {
    const gone = await Promise.race([ended.then(() => true), pause(50).then(() => false)])
    if (gone) throw new GaveUp(await ended, said)
    if (options.killed_at?.test(said)) child.kill('SIGKILL')
  }
  const ask = (path: string) => fetch(`${address}${path}`, { headers: { connection: 'close' } })
  return {
    pid: child.pid ?? 0,
    address,
    started_ms: Date.now() - started,
    said: () => said,
    ask,
    serves: async () => (await ask('/')).status === 200,
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

/** A start that ended by itself, with its exit code and its last words. */
export class GaveUp extends Error {
  readonly exit_code: number | null

  constructor(exit_code: number | null, said: string) {
    super(said)
    this.exit_code = exit_code
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** Asks until the answer has that status; returns it with the milliseconds it took. */
export async function untilStatus(program: Program, path: string, status: number, time_ms: number) {
  const from = Date.now()
  while (Date.now() - from < time_ms) {
    const reply = await program.ask(path).catch(() => undefined)
    if (reply?.status === status) return { reply, ms: Date.now() - from }
    await pause(20)
  }
  throw new Error(`${path} did not answer ${status} within ${time_ms} ms; the program said:\n${program.said()}`)
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const BRIEFLY = ['--no-opt', '--min-semi-space-size=32']

function spawnStart(options: Launch, port: number): ChildProcess {
  const { data_dir, args = [], env = {}, user, through = [], is_brief = false } = options
  const entry = is_brief ? [...BRIEFLY, join('bin', 'built.mjs')] : [join('bin', 'start.mjs')]
  const command = [process.execPath, ...entry, '--port', String(port), '--data', data_dir, ...args]
  const as = user === undefined ? [] : ['setpriv', '--reuid', user, '--regid', 'nogroup', '--clear-groups']
  const [program = '', ...rest] = [...through, ...as, ...command]
  // The tests' own surroundings (vitest's NODE_ENV above all) must not reach the program.
  const surroundings = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', NODE_ENV: 'production', ...env }
  return spawn(program, rest, { cwd: root, env: surroundings, stdio: ['ignore', 'pipe', 'pipe'] })
}
