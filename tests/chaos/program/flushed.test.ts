import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { type Campaign, campaign, mustBite, pause, times } from '../harness/campaign.ts'
import { shopFolder } from './shop-folder.ts'
import { acknowledgeEarly } from './teeth.ts'
import { sellOne, type Till } from './till.ts'

const ORDERS = times(50, 1_000)
/** strace stamps microseconds, we milliseconds. */
const CLOCK_MS = 1.5

const canTrace =
  process.platform === 'linux' &&
  spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0

const folder = shopFolder()

/** R30: the system calls tell it: between a request and its answer the log of the database was flushed to disk. */
async function flushed(one: Campaign, orders: number, prepare: (till: Till) => Promise<void> = async () => undefined) {
  const calls = join(folder.data_dir(), 'flushes')
  // -D keeps the traced program in the place of the one that was started, so that signals reach it.
  const traced = `exec strace -D -f -qq --seccomp-bpf -y -ttt -T -e trace=fdatasync,fsync,sync_file_range -o ${calls} "$0" "$@"`
  const program = await folder.start({ through: ['sh', '-c', traced] })
  const till = await folder.enter(program)
  await prepare(till)
  const windows: { from: number; to: number }[] = []
  for (let n = 0; n < orders; n++) {
    const from = Date.now() - CLOCK_MS
    const { outcome } = await sellOne(program.address, till)
    windows.push({ from, to: Date.now() + CLOCK_MS })
    one.attempt()
    if (outcome !== 'sold') one.violate(`sale ${n} was ${outcome}`)
    // Time for the feed and the audit chain to be flushed too, so that theirs is not taken for the sale's.
    await pause(60)
  }
  await program.end('SIGTERM')
  const ends = flushesOf(readFileSync(calls, 'utf8'))
  for (const _ of ends) one.fault('flush seen')
  for (const [n, { from, to }] of windows.entries())
    if (!ends.some((end) => end >= from && end <= to)) one.violate(`sale ${n} was acknowledged before it was on disk`)
}

/** When each flush of the write-ahead log had succeeded, in milliseconds. */
function flushesOf(trace: string): number[] {
  const waiting = new Map<string, boolean>()
  const ends: number[] = []
  for (const call of trace.split('\n')) {
    const [, pid = '', at = '0', rest = ''] = /^(\d+) +([\d.]+) (.*)$/.exec(call) ?? []
    const isLog = /^(fdatasync|fsync)\(\d+<[^>]*\/pg_wal\/[^>]*>/.test(rest)
    if (rest.includes('<unfinished')) waiting.set(pid, isLog)
    else if (/^<\.\.\. f(data)?sync resumed>.*= 0/.test(rest)) {
      if (waiting.get(pid)) ends.push(Number(at) * 1000)
    } else if (isLog && / = 0 /.test(rest)) {
      const took = Number(/<([\d.]+)>$/.exec(rest)?.[1] ?? 0)
      ends.push((Number(at) + took) * 1000)
    }
  }
  return ends
}

test.skipIf(!canTrace)('R30: each sale is acknowledged only after the log was flushed to disk', async () => {
  await campaign('R30 flushed', (one) => flushed(one, ORDERS), { attempts: ORDERS, faults: ORDERS })
})

test.skipIf(!canTrace)('R30 has teeth: commits that do not wait for the disk are found out', async () => {
  await mustBite('R30 without waiting for the disk', (one) =>
    flushed(one, Math.min(ORDERS, 20), async (till) => {
      await acknowledgeEarly(till)
      await pause(500)
    }),
  )
})
