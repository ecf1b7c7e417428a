import type { Kysely } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Rows } from '../../db/rows.ts'
import { accessVersion, apiKeyActor, type Grant, sessionActor } from './queries/access.ts'
import { touchApiKey, touchSession } from './records/sessions.ts'
import { watchRights } from './rights-version.ts'

/** Cached grants are read again now and then, which also notes when a device was last seen. */
const KEEP_MS = 60_000
const GRANTS_MAX = 20_000

/** Who holds a session or a key, and what they may do now. */
export interface Access {
  readonly ofSession: (session_id: string, user_id: string) => Promise<Actor | null>
  readonly ofApiKey: (id: string, hash: Buffer) => Promise<Actor | null>
  /** Makes this process look again at once; the others notice by themselves. */
  readonly forget: () => void
}

/** A grant and the version of rights under which it was read; with the next version it is worth nothing. */
interface Kept {
  readonly grant: Grant
  readonly version: number
  readonly until_ms: number
}

interface AccessOptions {
  readonly clock: Clock
  readonly permissions: readonly string[]
}

/** Grants in memory, so that a request costs no query for its rights. */
export function openAccess(db: Kysely<Rows>, { clock, permissions }: AccessOptions): Access {
  const rights = watchRights(() => accessVersion(db))
  const known = new Map<string, Kept>()

  const actorOf = async (key: string, load: () => Promise<Grant | null>): Promise<Actor | null> => {
    const version = await rights.current()
    const kept = known.get(key)
    const isFresh = kept && kept.version === version && performance.now() < kept.until_ms
    const grant = isFresh ? kept.grant : await load()
    if (grant === null) known.delete(key)
    else if (!isFresh) keep(known, key, { grant, version, until_ms: performance.now() + KEEP_MS })
    return grant && isLiving(grant, clock()) ? grant.actor : null
  }

  return {
    ofSession: (id, user_id) =>
      actorOf(`session ${id} ${user_id}`, async () => {
        const grant = await sessionActor(db, id, user_id, permissions)
        if (grant) await touchSession(db, id, clock())
        return grant
      }),
    ofApiKey: (id, hash) =>
      actorOf(`key ${id} ${hash.toString('hex')}`, async () => {
        const grant = await apiKeyActor(db, id, hash, permissions)
        if (grant) await touchApiKey(db, id, clock())
        return grant
      }),
    forget: rights.lookAgain,
  }
}

function keep(known: Map<string, Kept>, key: string, kept: Kept): void {
  if (known.size >= GRANTS_MAX) known.clear()
  known.set(key, kept)
}

const isLiving = (grant: Grant, now: Date) => grant.expires_at === null || new Date(grant.expires_at) > now
