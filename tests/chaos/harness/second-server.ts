import { assemble } from '../../../bin/assemble.ts'
import { modules } from '../../../bin/modules.ts'
import { silentLog } from '../../../platform/log.ts'
import { atEnd } from '../../support/at-end.ts'
import type { Reply, Worker } from '../../support/open-shop.ts'
import type { WideShop } from './wide-shop.ts'

/** The same person at a second server over the same database: what one process remembers, the other must know too. */
export async function assembleAgain(shop: WideShop, { actor }: Worker): Promise<Worker> {
  const second = await assemble({
    database_url: shop.app_url,
    pool_max: 5,
    log: silentLog,
    clock: () => shop.time.now ?? new Date(),
    modules: [...modules, shop.platform.module],
    authenticate: () => async () => actor,
    isSetUp: () => async () => true,
    security: { hsts_seconds: 0, allowed_hosts: null, cookie_name: 'session' },
    limits: { anonymous: 1e6, user: 1e6, enabled: false },
    trust_proxy: [],
    committed: shop.platform.committed,
  })
  atEnd(() => second.close())
  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    key?: string,
  ) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key }
    const reply = await second.http.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    const answer: Reply = {
      status: reply.statusCode,
      body: reply.body === '' ? null : JSON.parse(reply.body),
      headers: reply.headers,
      text: reply.body,
    }
    return answer
  }
  return {
    actor,
    get: (path) => call('GET', path),
    post: (path, body, options) => call('POST', path, (body ?? {}) as object, options?.key),
    patch: (path, body) => call('PATCH', path, (body ?? {}) as object),
    put: (path, body) => call('PUT', path, (body ?? {}) as object),
    delete: (path) => call('DELETE', path),
  }
}
