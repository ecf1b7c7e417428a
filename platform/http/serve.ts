import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../context.ts'
import type { AnswerOf, BodyOf, Contract, ParamsOf, QueryOf, RouteContract } from '../contract.ts'
import type { Claim, Stored } from '../database/lane/command.ts'

/** An answer with a status other than the contract's first, or with headers (ETag, Location). */
export class Answer<T> {
  readonly status: number | undefined
  readonly body: T
  readonly headers: Record<string, string>
  constructor(body: T, options: { status?: number; headers?: Record<string, string> } = {}) {
    this.body = body
    this.status = options.status
    this.headers = options.headers ?? {}
  }
}

export function answer<T>(body: T, options: { status?: number; headers?: Record<string, string> } = {}): Answer<T> {
  return new Answer(body, options)
}

export interface Call<R extends RouteContract> {
  ctx: Ctx
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  /** Only raw routes (streams, files, cookies) need these two. */
  request: FastifyRequest
  reply: FastifyReply
}

export interface Handler<R extends RouteContract> {
  (
    call: Call<R>,
  ): R['raw'] extends true
    ? // It wrote the answer itself.
      unknown
    : Promise<AnswerOf<R> | Answer<AnswerOf<R>>> | AnswerOf<R> | Answer<AnswerOf<R>>
  readonly together?: Together<R>
}

/** Serves a call together with others that wait; null when this one must go by its handler, one by one. */
export type Together<R extends RouteContract> = (
  call: Pick<Call<R>, 'ctx' | 'params' | 'body'>,
  claim: Claim | null,
) => Promise<Stored | null>

/** A handler whose calls can be served together. Both ways must answer the same. */
export function hot<R extends RouteContract>(together: Together<R>, handler: Handler<R>): Handler<R> {
  return Object.assign((call: Call<R>) => handler(call), { together })
}

export type Handlers<C extends Contract> = {
  [K in keyof C]: C[K] extends RouteContract ? Handler<C[K]> : never
}

/** A contract with its handlers, as the HTTP layer registers it. Types are erased here: each handler was checked above. */
export interface RouteSet {
  readonly contract: Contract
  readonly handlers: Readonly<Record<string, Handler<RouteContract>>>
}

/** Joins a contract with its handlers. A route without a handler, or a handler without a route, does not compile. */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>): RouteSet {
  return { contract, handlers: handlers as unknown as RouteSet['handlers'] }
}
