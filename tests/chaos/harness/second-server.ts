import { assemble } from '../../../bin/assemble.ts'
import { modules } from '../../../bin/modules.ts'
import { silentLog } from '../../../platform/log.ts'
import { atEnd } from '../../support/at-end.ts'
import { actorIn, type Worker, workerOf } from '../../support/open-shop.ts'
import type { WideShop } from './wide-shop.ts'

/**
 * A second server over the same database: what one process remembers, the other must know too. Gives the same person at
 * that one.
 */
export async function assembleAgain(shop: WideShop): Promise<(who: Worker) => Worker> {
  const second = await assemble({
    database_url: shop.app_url,
    pool_max: 5,
    log: silentLog,
    clock: () => shop.time.now ?? new Date(),
    modules: [...modules, shop.platform.module],
    authenticate: () => async (request) => actorIn(request),
    isSetUp: () => async () => true,
    security: { hsts_seconds: 0, allowed_hosts: null, cookie_name: 'session' },
    limits: { anonymous: 1e6, user: 1e6, enabled: false },
    trust_proxy: [],
    committed: shop.platform.committed,
  })
  atEnd(() => second.close())
  return ({ actor }) => workerOf(second, actor)
}
