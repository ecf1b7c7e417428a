import { authenticate, isSetUp, preparePeople } from '#people'
import { assemble } from '../../../bin/assemble.ts'
import { everyPermission } from '../../../bin/open-people.ts'
import { silentLog } from '../../../platform/log.ts'
import { atEnd } from '../../../tests/support/at-end.ts'
import { peopleOfTests, type TestShop } from '../../../tests/support/open-shop.ts'
import { people } from '../people.ts'

/** Another server over the same database, with a memory of rights of its own. */
export async function secondServer(shop: TestShop) {
  const clock = shop.ctx.now
  const other = await assemble({
    database_url: shop.app_url,
    pool_max: 3,
    log: silentLog,
    clock,
    modules: [people],
    authenticate: (db) => {
      preparePeople(db, { ...peopleOfTests, clock, permissions: everyPermission })
      return authenticate(db)
    },
    isSetUp,
    security: { hsts_seconds: 1, allowed_hosts: null, cookie_name: '__Host-session' },
    limits: { anonymous: 1e6, user: 1e6, enabled: false },
    trust_proxy: [],
    committed: () => undefined,
  })
  atEnd(other.close)
  return other.http
}
