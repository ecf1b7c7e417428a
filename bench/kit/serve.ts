/** The whole program over a database that is there, in a process of its own, as a bench measures it. */
import { startShop } from '../../bin/start-shop.ts'
import { readConfig } from '../../platform/config.ts'
import { silentLog } from '../../platform/log.ts'
import { loadSecrets } from '../../platform/secrets.ts'

const url = String(process.env.BENCH_DATABASE_URL)
const config = readConfig([], process.env)
const database = {
  kind: 'external' as const,
  owner_url: url,
  app_url: url,
  app_role: 'mostrador_app',
  warnings: [],
  stop: async () => undefined,
}
const secrets = loadSecrets(config)
const shop = await startShop({ config, secrets, database, log: silentLog, tell: () => undefined })
console.log(`ready ${shop.address}`)
process.once('SIGTERM', () => void shop.close().then(() => process.exit(0)))
