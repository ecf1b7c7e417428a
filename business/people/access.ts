import type { Kysely } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Rows } from '../../db/rows.ts'
import { accessVersion, apiKeyActor, type Grant, sessionActor } from './queries/access.ts'
import { touchApiKey, touchSession } from './records/sessions.ts'

/** Within this time, and at once in the process that changed it, everybody feels a change of rights (S6: 1 s). */
const CHECK_MS = 400
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

interface Kept extends Grant {
  readonly until_ms: number
}

/**
 * Grants in memory, so that a request costs no query for its rights. The database holds one version number that every
 * change of rights raises; it is compared at most every 400 ms and only when somebody asks. When it cannot be read
 * nobody gets in on what was true before: the request fails like everything else without a database.
 */
export function openAccess(
  db: Kysely<Rows>,
  { clock, permissions }: { clock: Clock; permissions: readonly string[] },
): Access {
  const grants = new Map<string, Kept>()
  let version = -1
  let checked_ms = Number.NEGATIVE_INFINITY
  let checking: Promise<void> | null = null
  let forgotten = 0

  const check = async () => {
    const started_ms = performance.now()
    const before = forgotten
    const current = await accessVersion(db)
    // Read before somebody said "look again": whoever comes next reads for themselves.
    if (before !== forgotten) return
    if (current !== version) grants.clear()
    version = current
    checked_ms = started_ms
  }
  const fresh = async () => {
    if (performance.now() - checked_ms < CHECK_MS) return
    if (checking === null) {
      const mine = check().finally(() => {
        if (checking === mine) checking = null
      })
      checking = mine
    }
    await checking
  }

  const find = async (key: string, load: () => Promise<Grant | null>): Promise<Grant | null> => {
    await fresh()
    const kept = grants.get(key)
    if (kept && performance.now() < kept.until_ms) return kept
    const read_at = version
    const grant = await load()
    if (grants.size >= GRANTS_MAX) grants.clear()
    // What was read before a change must not be kept after it.
    if (grant && read_at === version) grants.set(key, { ...grant, until_ms: performance.now() + KEEP_MS })
    else grants.delete(key)
    return grant
  }
  const living = (grant: Grant | null): Actor | null =>
    grant && (grant.expires_at === null || new Date(grant.expires_at) > clock()) ? grant.actor : null

  return {
    ofSession: async (session_id, user_id) =>
      living(
        await find(`session ${session_id} ${user_id}`, async () => {
          const grant = await sessionActor(db, session_id, user_id, permissions)
          if (grant) await touchSession(db, session_id, clock())
          return grant
        }),
      ),
    ofApiKey: async (id, hash) =>
      living(
        await find(`key ${id} ${hash.toString('hex')}`, async () => {
          const grant = await apiKeyActor(db, id, hash, permissions)
          if (grant) await touchApiKey(db, id, clock())
          return grant
        }),
      ),
    forget: () => {
      forgotten += 1
      checking = null
      checked_ms = Number.NEGATIVE_INFINITY
    },
  }
}
