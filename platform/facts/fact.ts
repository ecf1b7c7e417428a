import type { z } from 'zod'
import type { Tx } from '../context.ts'
import type { Job } from '../jobs/job.ts'

/** What happened, as others may hear it. Written in the same transaction as the change it tells of. */
export interface Emitted {
  readonly name: string
  readonly data: Record<string, unknown>
}

export interface FactKind<T extends z.ZodObject = z.ZodObject> {
  (data: z.input<T>): Emitted
  readonly fact: string
  readonly schema: T
  /** Permission one needs to hear it on the live feed. */
  readonly may: string
}

/**
 * Declares a kind of fact: past-tense name, shape, and the permission needed to hear it.
 * `store_id` and `warehouse_id` in the data limit who hears it to those who work there.
 */
export function fact<T extends z.ZodObject>(name: string, schema: T, options: { may: string }): FactKind<T> {
  const make = (data: z.input<T>): Emitted => ({ name, data: schema.parse(data) as Record<string, unknown> })
  return Object.assign(make, { fact: name, schema, may: options.may })
}

/** What a higher module does about a fact of a lower one: `when` in the same transaction, `later` as a job after commit. */
export type Reaction = {
  readonly on: string
  /** Which of these facts it is about; all of them without it. Told early, it spares the others the reaction's price. */
  readonly concerns?: (data: Record<string, unknown>) => boolean
} & (
  | { readonly run: (tx: Tx, data: Record<string, unknown>) => Promise<void> }
  | {
      readonly job: Job
      readonly payload: (data: Record<string, unknown>) => Record<string, unknown>
    }
)

/** Reacts inside the same transaction: both happen or neither. */
export function when<T extends z.ZodObject>(
  kind: FactKind<T>,
  run: (tx: Tx, data: z.output<T>) => Promise<void>,
  concerns?: (data: z.output<T>) => boolean,
): Reaction {
  const reaction: Reaction = { on: kind.fact, run: (tx, data) => run(tx, data as z.output<T>) }
  return concerns ? { ...reaction, concerns: (data) => concerns(data as z.output<T>) } : reaction
}

/** Reacts after commit, as a job that is retried until it succeeds. */
export function later<T extends z.ZodObject, P extends z.ZodObject>(
  kind: FactKind<T>,
  job: Job<P>,
  payload: (data: z.output<T>) => z.input<P>,
): Reaction {
  return {
    on: kind.fact,
    job: job as unknown as Job,
    payload: (data) => payload(data as z.output<T>) as Record<string, unknown>,
  }
}
