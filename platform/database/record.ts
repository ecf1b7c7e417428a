import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Rows } from '../../db/rows.ts'
import type { Actor } from '../actor.ts'
import type { AuditEntry } from '../audit/audit.ts'
import type { Ctx } from '../context.ts'
import type { Emitted } from '../facts/fact.ts'
import { inTurn } from '../in-turn.ts'
import { present } from '../invariant.ts'
import { soon } from '../soon.ts'
import { prepared } from './prepared.ts'

/** When something of the past was, and who did it. */
export interface Moment {
  readonly at: Date
  readonly actor: Actor
}

/** Which of the moments, counted from one; without it, the transaction's own. */
interface AtMoment {
  moment?: number
}

export interface Told {
  readonly facts: (Emitted & AtMoment)[]
  readonly entries: (AuditEntry & AtMoment)[]
  readonly moments: readonly Moment[]
}

/** Facts and entries of one statement: a loader's next thousands are made ready while the database writes these. */
const TOLD_MAX = 2_000

/** Writes what a transaction told, in the order of its moments. */
export async function record(db: Transaction<Rows>, ctx: Ctx, { facts, entries, moments }: Told): Promise<void> {
  const now = { at: ctx.now(), actor: ctx.actor }
  if (moments.length > 0) {
    const timeOf = ({ moment = 0 }: AtMoment) => (moments[moment - 1] ?? now).at.getTime()
    for (const told of [facts, entries]) told.sort((a, b) => timeOf(a) - timeOf(b))
  }
  const parts = Math.ceil((facts.length + entries.length) / TOLD_MAX)
  const partOf = <T>(told: readonly T[], n: number) =>
    told.slice(Math.floor((told.length * n) / parts), Math.floor((told.length * (n + 1)) / parts))
  const statementOf = (n: number) =>
    statement(ctx, now, { facts: partOf(facts, n), entries: partOf(entries, n), moments })
  if (parts === 1) await statementOf(0).execute(db)
  else
    await inTurn(async (turn) => {
      for (let n = 0; n < parts; n += 1) {
        const ready = statementOf(n)
        turn.add(() => ready.execute(db))
        await soon()
      }
    })
}

function statement(ctx: Ctx, now: Moment, { facts, entries, moments }: Told): RawBuilder<unknown> {
  if (moments.length === 0) {
    return sql`
      select platform.record(${now.at.toISOString()}::timestamptz, ${JSON.stringify(who(ctx, now.actor))}::jsonb,
        ${JSON.stringify(facts)}::jsonb, ${JSON.stringify(entries)}::jsonb) ${prepared}`
  }
  const lived = livedBy(ctx, now, { facts, entries, moments })
  return sql`
    select platform.record_past(${JSON.stringify(lived)}::jsonb, ${JSON.stringify(facts)}::jsonb,
      ${JSON.stringify(entries)}::jsonb)`
}

/** The moments that these facts and entries belong to, each once; they are numbered anew. */
function livedBy(ctx: Ctx, now: Moment, { facts, entries, moments }: Told) {
  const lived = [{ at: now.at.toISOString(), ...who(ctx, now.actor) }]
  const places = new Map<number, number>()
  const alike = new Map<string, number>()
  const placeOf = (moment: number): number => {
    const { at, actor } = present(moments[moment - 1], 'what is told has its moment')
    const key = `${at.getTime()} ${actor.id} ${actor.name}`
    const place = alike.get(key) ?? lived.push({ at: at.toISOString(), ...who(ctx, actor) }) - 1
    alike.set(key, place)
    places.set(moment, place)
    return place
  }
  for (const told of [facts, entries]) {
    for (const one of told) if (one.moment !== undefined) one.moment = places.get(one.moment) ?? placeOf(one.moment)
  }
  return lived
}

export function who({ request }: Ctx, actor: Actor) {
  return {
    kind: actor.kind,
    id: actor.id,
    name: actor.name,
    ip: request.ip,
    agent: request.agent,
    request_id: request.id,
  }
}
