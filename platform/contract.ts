/**
 * One contract per route. A module's `contract.ts` lists its routes once; from that list come validation, types,
 * the serialiser, the OpenAPI document, the web client and (later) the assistant's tools. Loads in a browser as types.
 */
import type { z } from 'zod'

/**
 * Who may call a route.
 * - a permission such as `orders.confirm`, declared in the owning module's `permissions.ts`;
 * - `signed-in`: everybody with a session, for one's own things;
 * - `public`: no sign-in, on the explicit allow-list that a test counts;
 * - `link`: a secret token in the path is the permission (receipts, tracking), listed apart;
 * - `before-setup`: only until the first administrator exists, then 404;
 * - `operations`: the operations token or an administrator.
 */
export type May = `${string}.${string}` | 'signed-in' | 'public' | 'link' | 'before-setup' | 'operations'

/** Rate-limit classes (trust.md §5.2). The counter is never slowed below ten sales a minute per device. */
export type LimitClass = 'sign-in' | 'anonymous' | 'read' | 'write' | 'counter' | 'export' | 'upload'

export interface RouteContract {
  may: May
  /** One English sentence for the reference page. */
  says: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** Status → body. `null` is an answer without a body. Refusals need no entry: they are always problem documents. */
  answers: { readonly [status: number]: z.ZodType | null }
  limit?: LimitClass
  /** The handler writes the answer itself (streams, files); `answers` then only documents. */
  raw?: true
  /**
   * Ignores `Idempotency-Key`: the answer carries secrets that must not be kept for replays (tokens, one-time
   * passwords), a refusal must leave a trace (a failed sign-in counts even though it is refused), or what it begins
   * outlives the call and asking twice does nothing more.
   */
  keyless?: true
  /** Takes multipart/form-data instead of JSON. */
  upload?: true
}

export type RouteKey = `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`
export type Contract = { readonly [route: RouteKey]: RouteContract }

/** Declares a module's routes; the keys are `METHOD /path/:param`. */
export function contract<const C extends Contract>(routes: C): C {
  return routes
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined
type In<T> = T extends z.ZodType ? z.input<T> : undefined

export type ParamsOf<R extends RouteContract> = Out<R['params']>
export type QueryOf<R extends RouteContract> = Out<R['query']>
export type BodyOf<R extends RouteContract> = Out<R['body']>
export type BodyIn<R extends RouteContract> = In<R['body']>
export type QueryIn<R extends RouteContract> = In<R['query']>
/** What a successful call gives: the union of its 2xx bodies. */
export type AnswerOf<R extends RouteContract> = {
  [S in keyof R['answers']]: Out<R['answers'][S]>
}[keyof R['answers']]
