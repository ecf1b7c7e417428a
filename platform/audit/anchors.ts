import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Rows } from '../../db/rows.ts'
import { type Job, job } from '../jobs/job.ts'
import { type Anchor, headOf } from './verify-chain.ts'

/**
 * Heads of the audit chain, written down outside the database: whoever cuts the end off the chain, and with it every
 * trace inside, does not reach this file. One line a day: day, position, hash.
 */
const FILE = 'audit-anchors.txt'
/** Three o'clock in the morning, UTC. */
const DAILY = '0 3 * * *'
const LINE = /^(\d{4}-\d{2}-\d{2}) (\d+) ([0-9a-f]{64})$/

/** Appends the head of the chain, once a day; a chain without entries has none. */
export async function writeAnchor(db: Kysely<Rows>, data_dir: string, now: Date): Promise<void> {
  const head = await headOf(db)
  if (head === undefined) return
  const path = join(data_dir, FILE)
  const day = now.toISOString().slice(0, 10)
  const known = anchorLines(data_dir).at(-1)
  if (known?.startsWith(`${day} `)) return
  appendFileSync(path, `${day} ${head.position} ${head.hash}\n`, { mode: 0o600, flush: true })
  chmodSync(path, 0o600)
}

/** Every head that was ever written down here, oldest first. A line that is none is no head that the chain could hold. */
export function readAnchors(data_dir: string): Anchor[] {
  return anchorLines(data_dir).map((line) => {
    const [, , position = '0', hash = line] = LINE.exec(line) ?? []
    return { position: Number(position), hash }
  })
}

function anchorLines(data_dir: string): string[] {
  const path = join(data_dir, FILE)
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
}

export const anchorJob = (data_dir: string): Job =>
  job('platform.anchor-audit', { payload: z.object({}), schedule: DAILY }, async (ctx) => {
    await writeAnchor(ctx.db, data_dir, ctx.now())
  }) as unknown as Job
