import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Rows } from '../../../db/rows.ts'
import type { Emitted, Reaction } from '../../facts/fact.ts'
import { invariant } from '../../invariant.ts'
import { enqueue } from '../../jobs/job.ts'
import { prepared } from '../prepared.ts'
import { who } from '../record.ts'
import { isAbout, openJournal, type Runtime, react } from '../transact.ts'
import type { LaneCommand, Outcome, Verb } from './command.ts'

interface Said {
  readonly n: number
  readonly status: string
  readonly data: unknown
}

/** A fact that the verb wrote by itself. */
const Told = z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) })

const Known = z.object({
  fingerprint: z.string(),
  status: z.number().nullable(),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).nullable(),
})

/**
 * Serves commands of one verb in one transaction: one statement that commits by itself, unless a reaction of another
 * module must share it. Gives the outcomes in the order of the commands.
 */
export async function serveBatch(
  db: Kysely<Rows>,
  runtime: Runtime,
  commands: readonly LaneCommand[],
): Promise<Outcome[]> {
  const [first] = commands
  invariant(first, 'a batch has commands')
  const { writes } = first.verb
  const own = runtime.reactions.filter(({ on }) => writes.includes(on))
  const isShared =
    own.some((reaction) => !isHint(reaction)) ||
    commands.some((command) => command.tells(null).some((fact) => mustShare(runtime, fact)))
  const call = callOf(first.verb, commands, own.length > 0)
  if (isShared) return shared(db, runtime, { commands, call })
  const rows = await byItself(db, call)
  await hint(db, own, rows)
  return outcomesOf(commands, rows)
}

const isHint = (reaction: Reaction) => 'is_hint' in reaction && reaction.is_hint === true

const mustShare = ({ reactions }: Runtime, fact: Emitted) =>
  reactions.some((reaction) => isAbout(reaction, fact) && !isHint(reaction))

interface Batch {
  readonly commands: readonly LaneCommand[]
  readonly call: RawBuilder<Said>
}

/** What the verb does and what other modules do about it, in one transaction. */
async function shared(db: Kysely<Rows>, runtime: Runtime, { commands, call }: Batch): Promise<Outcome[]> {
  return db.transaction().execute(async (tx) => {
    const rows = await ask(tx, call)
    const told = rows.flatMap(({ n, status, data }) => {
      const command = commands[n - 1]
      if (!command || (status !== 'done' && status !== 'told')) return []
      return [{ command, facts: status === 'told' ? [Told.parse(data)] : command.tells(data) }]
    })
    for (const { command, facts } of told) {
      const journal = openJournal(command.ctx, tx, runtime)
      for (const fact of facts) await react(journal.tx, runtime, fact)
      await journal.flush()
    }
    return outcomesOf(commands, rows)
  })
}

/** Asks for the jobs that a round would do anyway. The batch is committed: a failure here is nobody's refusal. */
async function hint(db: Kysely<Rows>, reactions: readonly Reaction[], rows: readonly Said[]): Promise<void> {
  const told = rows.filter(({ status }) => status === 'told').map(({ data }) => Told.parse(data))
  for (const reaction of reactions) {
    const fact = told.find((one) => isAbout(reaction, one))
    if (fact && 'job' in reaction)
      await enqueue({ db }, reaction.job, reaction.payload(fact.data)).catch(() => undefined)
  }
}

/**
 * One statement that commits by itself. PostgreSQL reports an error before it lets go of the locks, so a failure is told
 * only after the connection answers again: whoever goes on alone must not meet the locks of what was undone.
 */
async function byItself(db: Kysely<Rows>, call: RawBuilder<Said>): Promise<readonly Said[]> {
  return db.connection().execute(async (connection) => {
    try {
      return await ask(connection, call)
    } catch (error) {
      await sql`select 1`.execute(connection).catch(() => undefined)
      throw error
    }
  })
}

async function ask(db: Kysely<Rows>, call: RawBuilder<Said>): Promise<readonly Said[]> {
  return (await call.execute(db)).rows
}

function callOf({ calls, takes }: Verb, commands: readonly LaneCommand[], echo: boolean) {
  const given: Record<string, unknown> = {
    echo,
    commands: commands.map((command, at) => ({ ...commandRow(command), n: at + 1 })),
    answers: commands.flatMap(({ claim, answer }, at) =>
      claim ? [{ n: at + 1, ...claim, fingerprint: claim.fingerprint.toString('hex'), ...answer }] : [],
    ),
  }
  const rowsOf = (name: string) =>
    commands.flatMap(({ rows }, at) => (rows[name] ?? []).map((row) => ({ ...row, n: at + 1 })))
  const args = takes.map((name) => sql`${JSON.stringify(given[name] ?? rowsOf(name))}::json`)
  return sql<Said>`select n, status, data from ${sql.raw(calls)}(${sql.join(args)}) ${prepared}`
}

function commandRow({ ctx, claim, rows }: LaneCommand) {
  const { kind, id, name, ...where } = who(ctx, ctx.actor)
  return {
    actor: claim?.actor,
    key: claim?.key,
    at: ctx.now(),
    actor_kind: kind,
    actor_id: id,
    actor_name: name,
    ...where,
    ...rows.commands?.[0],
  }
}

function outcomesOf(commands: readonly LaneCommand[], rows: readonly Said[]): Outcome[] {
  const said = new Map(rows.filter(({ status }) => status !== 'told').map((row) => [row.n, row]))
  return commands.map((_command, at) => {
    const row = said.get(at + 1)
    invariant(row, 'the verb says something of every command')
    return outcomeOf(row)
  })
}

function outcomeOf({ status, data }: Said): Outcome {
  if (status === 'done' || status === 'short') return { is: status, data }
  if (status === 'running') return { is: 'running' }
  if (status !== 'known') return { is: 'alone' }
  const { fingerprint, ...known } = Known.parse(data)
  const { status: answered, body, headers } = known
  return { is: 'known', fingerprint, stored: { status: answered ?? 200, body, headers: headers ?? {}, replayed: true } }
}
