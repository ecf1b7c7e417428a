import type { Kysely } from 'kysely'
import type { Rows } from '../db/rows.ts'
import { type Actor, systemActor } from './actor.ts'
import type { Clock } from './clock.ts'
import type { Ctx } from './context.ts'
import { newId } from './ids.ts'
import { invariant } from './invariant.ts'
import type { Log } from './log.ts'
import type { Language } from './text.ts'

export interface SystemWork {
  readonly log: Log
  readonly clock: Clock
  /** What is at work, as the audit names it: a job, a command, an import. */
  readonly name: string
  readonly actor?: Actor
  /** The id that the log and the audit quote; a job's run. */
  readonly id?: string
  readonly language?: Language
}

/** A context for work that no request asked for: jobs, imports from the command line, demos. */
export function systemContext(db: Kysely<Rows>, work: SystemWork): Ctx {
  const { log, clock, name, actor = systemActor(name), id = newId(), language = 'es' } = work
  const outside = (): never => {
    invariant(false, 'emit and audit need a transaction: wrap the work in transact()')
    throw new Error('unreachable')
  }
  return {
    db,
    actor,
    now: clock,
    log,
    request: { id, ip: '', agent: name, language, store_id: null },
    emit: outside,
    audit: outside,
  }
}
