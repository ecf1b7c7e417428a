import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Ctx } from '../context.ts'
import { transact } from '../database/transact.ts'
import type { Log } from '../log.ts'
import { countRefusal } from '../metrics/metrics.ts'
import type { Refusal } from '../refusals.ts'

const MINUTE_MS = 60_000
/** Entries a minute, all together: the audit trail is never deleted, so nobody may fill it by knocking. */
const ENTRIES_MAX = 120
const STRANGERS_MAX = 10

/**
 * Counts who is turned away at the door (401, 403), and writes it to the audit trail once per actor, route and minute,
 * beside the request: the caller does not wait, and what is rolled back takes no trace along. Whoever shows no
 * credential at all has only opened the page, and is counted but not written down.
 */
export function noteRefusals(http: FastifyInstance, contextOf: (request: FastifyRequest) => Ctx, log: Log) {
  const writing = new Set<Promise<void>>()
  const book = new MinuteBook()
  http.addHook('onClose', async () => void (await Promise.allSettled(writing)))
  return (request: FastifyRequest, refusal: Refusal): void => {
    if (!isAtTheDoor(refusal)) return
    countRefusal(refusal.code, refusal.status)
    const isStranger = (request.actor?.id ?? null) === null
    const route = `${request.method} ${request.routeOptions.url ?? 'none'}`
    if (isStranger && !showsCredential(request)) return
    if (!book.takes(`${request.actor?.id ?? request.ip} ${route}`, Date.now(), isStranger)) return
    const entry = transact(contextOf(request), async (tx) => {
      const { status, code } = refusal
      tx.audit({ action: 'request.refused', thing: 'route', thing_id: route, after: { status, code } })
    })
      .catch((error: unknown) => log.warn({ error, route }, 'A refusal could not be written to the audit trail'))
      .finally(() => void writing.delete(entry))
    writing.add(entry)
  }
}

/** The platform's own refusals; what a module refuses, such as a wrong password, it writes down itself. */
const isAtTheDoor = ({ status, code }: Refusal) => (status === 401 || status === 403) && code.startsWith('request.')

const showsCredential = ({ headers }: FastifyRequest) =>
  headers.authorization !== undefined || headers.cookie !== undefined

/** Who was written down in the present minute. */
class MinuteBook {
  readonly #names = new Set<string>()
  #minute = 0
  #strangers = 0

  takes(name: string, now_ms: number, isStranger: boolean): boolean {
    const minute = Math.floor(now_ms / MINUTE_MS)
    if (minute !== this.#minute) {
      this.#names.clear()
      this.#minute = minute
      this.#strangers = 0
    }
    if (this.#names.has(name) || this.#names.size >= ENTRIES_MAX) return false
    if (isStranger && this.#strangers >= STRANGERS_MAX) return false
    this.#names.add(name)
    this.#strangers += isStranger ? 1 : 0
    return true
  }
}
