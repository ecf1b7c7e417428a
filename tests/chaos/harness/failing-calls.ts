import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/**
 * Makes the n-th call to the database fail, of one request among many. `before`: the connection dies before the
 * statement arrives. `after`: it dies when the statement is done, so nobody hears the answer (of a commit above all).
 * `cancelled`: the server itself gives the statement up.
 */
export type Failure = 'before' | 'after' | 'cancelled'
export const failures: readonly Failure[] = ['before', 'after', 'cancelled']

interface Plan {
  readonly at: number
  readonly how: Failure
  calls: number
  fired: boolean
}

const plans = new AsyncLocalStorage<Plan>()
type Query = (this: pg.Client, ...given: unknown[]) => unknown
type Wire = pg.Client & { readonly connection: { readonly stream: { destroy: () => void } } }

/** Puts itself between this process and its database, for `withFailure`; gives the way back. */
export const listenToCalls = () => interceptCalls(planned)

/** The planned request's n-th call; all the others pass. */
function planned(): Failure | null {
  const plan = plans.getStore()
  if (!plan) return null
  plan.calls += 1
  if (plan.calls !== plan.at) return null
  plan.fired = true
  return plan.how
}

/** Asks before each call to the database whether it fails, and how; gives the way back. */
export function interceptCalls(choose: (client: pg.Client, asked: unknown) => Failure | null): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const original = prototype.query
  prototype.query = function (...given) {
    const waitsByCallback = typeof given.at(-1) === 'function'
    const how = waitsByCallback ? null : choose(this, given[0])
    if (how === null) return original.apply(this, given)
    return fail(this, how, (...inner) => original.apply(this, inner) as Promise<unknown>, given)
  }
  return () => Object.assign(prototype, { query: original })
}

async function fail(
  client: pg.Client,
  how: Failure,
  query: (...given: unknown[]) => Promise<unknown>,
  given: unknown[],
): Promise<unknown> {
  if (how === 'cancelled')
    return query(`do $$ begin raise exception 'given up by the campaign' using errcode = 'query_canceled'; end $$`)
  if (how === 'after') await query(...given)
  const wire = client as Wire
  wire.connection.stream.destroy()
  throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' })
}

/** Runs a request whose `at`-th call fails; says how many calls it made and whether the failure happened. */
export async function withFailure<T>(at: number, how: Failure, request: () => Promise<T>) {
  const plan: Plan = { at, how, calls: 0, fired: false }
  const value = await plans.run(plan, request)
  return { value, calls: plan.calls, fired: plan.fired }
}

/** How many calls a request makes when nothing fails. */
export async function callsOf(request: () => Promise<unknown>): Promise<number> {
  return (await withFailure(0, 'before', request)).calls
}
