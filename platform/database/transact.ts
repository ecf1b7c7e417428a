import type { Kysely, Transaction } from 'kysely'
import type { Rows } from '../../db/rows.ts'
import type { Actor } from '../actor.ts'
import type { AuditEntry } from '../audit/audit.ts'
import type { Ctx, Tx } from '../context.ts'
import type { Emitted, Reaction } from '../facts/fact.ts'
import { invariant, present } from '../invariant.ts'
import { enqueue } from '../jobs/job.ts'
import type { Lane } from './lane/lane.ts'
import { databaseOf } from './pool.ts'
import { type Moment, record } from './record.ts'

/** What a transaction must know of the running program: who reacts to facts, and whom to wake after commit. */
export interface Runtime {
  readonly reactions: readonly Reaction[]
  /** Called after each commit that wrote facts or audit entries; wakes the sealer. Must not throw. */
  readonly committed: () => void
  /** Serves hot commands together; without it every command goes one by one. */
  readonly lane?: Lane
}

/** The runtime belongs to the database; a map keyed by it keeps the context at seven fields. */
const runtimes = new WeakMap<object, Runtime>()

export function setRuntime(db: Kysely<Rows>, runtime: Runtime): void {
  runtimes.set(databaseOf(db), runtime)
}

/** The lane of the hot commands; none inside a transaction, where a command composes with others. */
export function laneOf(ctx: Ctx): Lane | undefined {
  return isTx(ctx) ? undefined : runtimes.get(databaseOf(ctx.db))?.lane
}

/**
 * Runs a command's work in one transaction: its rows, its facts and its audit entries commit together or not at all.
 * Inside another transaction it joins it, so commands compose.
 */
export async function transact<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTx(ctx)) return work(ctx)
  const runtime = runtimes.get(databaseOf(ctx.db))
  invariant(runtime, 'this database has no runtime: setRuntime was not called')
  let wrote = false
  const result = await ctx.db.transaction().execute(async (db) => {
    roots.set(db, ctx)
    const journal = openJournal(ctx, db, runtime)
    journals.set(db, journal)
    const value = await work(journal.tx)
    wrote = await journal.flush()
    return value
  })
  if (wrote) runtime.committed()
  return result
}

/** Each open transaction's own context, for what must stay even when the transaction does not. */
const roots = new WeakMap<Kysely<Rows>, Ctx>()

/**
 * The same call outside its transaction. For traces that a refusal must not undo: a wrong PIN counts although the sale
 * it was meant for is rolled back. Takes a second connection, so nothing else belongs here.
 */
export function outsideTransaction(ctx: Ctx): Ctx {
  return roots.get(ctx.db) ?? ctx
}

function isTx(ctx: Ctx): ctx is Tx {
  return ctx.db.isTransaction
}

/**
 * The same transaction at another moment and by another person: what is told and noted through it carries both. For
 * loaders that live through a past; everybody else writes now.
 */
export function livedAt(tx: Tx, at: Date, actor: Actor = tx.actor): Tx {
  const journal = present(journals.get(tx.db), 'a transaction has a journal')
  return journal.txOf({ ...tx, actor, now: () => at }, { at, actor })
}

const journals = new WeakMap<Kysely<Rows>, Journal>()
type Journal = ReturnType<typeof openJournal>

/** Collects facts and audit entries, so that however many there are they cost one round trip at the end. */
export function openJournal(ctx: Ctx, db: Transaction<Rows>, runtime: Runtime) {
  const facts: (Emitted & { moment?: number })[] = []
  const entries: (AuditEntry & { moment?: number })[] = []
  const moments: Moment[] = []
  /** Without a moment of its own, it is told at the transaction's. */
  const txOf = (own: Ctx, lived?: Moment): Tx => {
    let at: { moment?: number } | null = lived ? null : {}
    const stamp = () => {
      if (at === null && lived) at = { moment: moments.push(lived) }
      return at
    }
    const tx: Tx = {
      ...own,
      db,
      audit: (entry) => void entries.push({ ...entry, ...stamp() }),
      emit: async (fact) => {
        facts.push({ ...fact, ...stamp() })
        await react(tx, runtime, fact)
      },
    }
    return tx
  }
  const flush = async () => {
    if (facts.length === 0 && entries.length === 0) return false
    await record(db, ctx, { facts, entries, moments })
    return true
  }
  return { tx: txOf(ctx), txOf, flush }
}

/** What other modules do about a fact, in the transaction that wrote it. */
export async function react(tx: Tx, runtime: Runtime, fact: Emitted): Promise<void> {
  for (const reaction of runtime.reactions) {
    if (!isAbout(reaction, fact)) continue
    if ('run' in reaction) await reaction.run(tx, fact.data)
    else await enqueue(tx, reaction.job, reaction.payload(fact.data))
  }
}

/** Whether a reaction is about a fact, as far as the fact itself says. */
export const isAbout = ({ on, concerns }: Reaction, fact: Emitted) =>
  on === fact.name && concerns?.(fact.data) !== false
