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

/**
 * What a higher module does about a fact of a lower one: `when` in the same transaction, `later` as a job after commit,
 * `soon` as a job that a round would do anyway.
 */
export type Reaction = {
  readonly on: string
  /** Which of these facts it is about; all of them without it. Told early, it spares the others the reaction's price. */
  readonly concerns?: (data: Data) => boolean
} & (
  | { readonly run: (tx: Tx, data: Data) => Promise<void> }
  | {
      readonly job: Job
      readonly payload: (data: Data) => Data
      /** It may be lost with the process between the commit and the job: a round will do the same. */
      readonly is_hint?: boolean
    }
)

type Data = Record<string, unknown>

interface About<T extends z.ZodObject> {
  readonly concerns?: (data: z.output<T>) => boolean
}

/** Reacts inside the same transaction: both happen or neither. */
export function when<T extends z.ZodObject>(
  kind: FactKind<T>,
  run: (tx: Tx, data: z.output<T>) => Promise<void>,
  about: About<T> = {},
): Reaction {
  return { on: kind.fact, run, ...about } as unknown as Reaction
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

/**
 * Reacts with a job that also runs in rounds: it comes the sooner. What is served together commits without waiting for
 * it, and however many facts there were, one job is asked for.
 */
export function soon<T extends z.ZodObject, P extends z.ZodObject>(
  kind: FactKind<T>,
  job: Job<P>,
  payload: z.input<P>,
): Reaction {
  return { ...later(kind, job, () => payload), is_hint: true }
}
