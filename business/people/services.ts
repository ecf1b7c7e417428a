import type { Kysely } from 'kysely'
import type { Clock } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { databaseOf } from '#platform/database/pool'
import { present } from '#platform/invariant'
import type { Log } from '#platform/log'
import type { Permission } from '#platform/module'
import type { Sentence } from '#platform/text'
import type { Rows } from '../../db/rows.ts'
import { type Access, openAccess } from './access.ts'
import { deriveKeys, type Keys } from './keys.ts'
import type { HashCost } from './password-hash.ts'

/** What the program gives this module at its start. */
export interface PeopleSettings {
  readonly clock: Clock
  readonly log: Log
  readonly secrets: { readonly jwt_signing_key: string; readonly session_secret: string }
  /** Every permission of every module. */
  readonly permissions: Readonly<Record<string, Permission>>
  /** The address in links of e-mails; never taken from a request, whose Host header anybody can write (S17). */
  readonly public_url: string
  /** The least length of a password without a second factor; never below 15. */
  readonly password_length_min?: number
  /** Fixed in tests; measured otherwise. */
  readonly hash_cost?: HashCost
  /** Fills the empty shop with a demo whose administrator is the one given; absent where there are no demos. */
  readonly fill_demo?: (ctx: Ctx, wanted: WantedDemo, tell: DemoProgress) => Promise<void>
}

/** What the person who waits for a demo is told. */
export type DemoProgress = (sentence: Sentence) => void

export interface WantedDemo {
  readonly name: string
  readonly administrator: { readonly email: string; readonly full_name: string; readonly password: string }
}

export interface PeopleServices extends PeopleSettings {
  readonly db: Kysely<Rows>
  readonly keys: Keys
  readonly access: Access
  /** How far this process has come with the demo that it fills the shop with. */
  filling: Sentence | null
}

/** Services belong to the database they work on; a map keyed by it keeps the context at seven fields. */
const prepared = new WeakMap<object, PeopleServices>()

/** Gives this module its keys and settings, once for each open database. */
export function preparePeople(db: Kysely<Rows>, settings: PeopleSettings): void {
  const access = openAccess(db, { clock: settings.clock, permissions: Object.keys(settings.permissions) })
  prepared.set(databaseOf(db), { ...settings, db, keys: deriveKeys(settings.secrets), access, filling: null })
}

export function servicesFor(db: Kysely<Rows>): PeopleServices {
  return present(prepared.get(databaseOf(db)), 'preparePeople was called for this database')
}

export function servicesOf(ctx: Ctx): PeopleServices {
  return servicesFor(ctx.db)
}
