import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Orders, Word } from './orders.ts'
import { root } from './parts.ts'

export interface Bench {
  /** The superuser's address of a PostgreSQL that outlives the workers. */
  readonly url: string
  readonly log_file: string
  readonly folder: string
  readonly kept: string
}

/**
 * Gives a worker its orders and hears it out. A worker that says nothing for `limit_ms` is ended; the answer tells.
 */
export async function work(
  bench: Bench,
  part: string,
  orders: Orders,
  hear: (word: Word) => void,
  limitOf: (word: Word | null) => number,
): Promise<'done' | 'silent' | 'crashed'> {
  const ordered = join(bench.folder, 'orders.json')
  const report = join(bench.folder, 'report.jsonl')
  writeFileSync(ordered, JSON.stringify(orders))
  rmSync(report, { force: true })
  appendFileSync(report, '')
  const out = openSync(join(bench.kept, 'worker.log'), 'w')
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(process.execPath, [program, 'run', '--config', 'tools/mutate/vitest.config.ts'], {
    cwd: root,
    stdio: ['ignore', out, out],
    // A group of its own: a worker in an endless loop ends with its parent only so.
    detached: true,
    env: {
      ...process.env,
      TEST_DATABASE_URL: bench.url,
      MUTATE_PART: part,
      MUTATE_ORDERS: ordered,
      MUTATE_REPORT: report,
    },
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let read = 0
  let last: Word | null = null
  let heardAt = Date.now()
  let isDone = false
  const listen = () => {
    const text = existsSync(report) ? readFileSync(report, 'utf8') : ''
    const whole = text.slice(read, text.lastIndexOf('\n') + 1)
    read += whole.length
    for (const line of whole.split('\n').filter((one) => one !== '')) {
      last = JSON.parse(line)
      heardAt = Date.now()
      if (last?.say === 'done') isDone = true
      else if (last !== null) hear(last)
    }
  }
  const end = () => void (child.pid !== undefined && child.exitCode === null && process.kill(-child.pid, 'SIGKILL'))
  process.once('exit', end)
  for (;;) {
    const code = await Promise.race([ended, sleep(200, 'on')])
    listen()
    const isSilent = code === 'on' && Date.now() - heardAt > limitOf(last)
    if (isSilent) end()
    if (isSilent || code !== 'on') {
      await ended
      process.off('exit', end)
      // vitest also says that something went wrong when a wrong left a promise behind.
      return isSilent ? 'silent' : isDone ? 'done' : 'crashed'
    }
  }
}
