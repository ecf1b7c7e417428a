import { type Config, readConfig, terminalLanguage } from '../platform/config.ts'
import { migrate } from '../platform/database/migrate.ts'
import { type DatabaseServer, openDatabaseServer } from '../platform/database/server.ts'
import { type Log, makeLog } from '../platform/log.ts'
import { loadSecrets, type Secrets } from '../platform/secrets.ts'
import { StartProblem } from '../platform/start-problem.ts'
import { type RunningShop, startShop } from './start-shop.ts'

const STOP_MS_MAX = 10_000
const tell = terminalLanguage(process.env) === 'en'
const line = (es: string, en: string) => process.stdout.write(`${tell ? en : es}\n`)

// Joined into one file for a start, this must not wait at its top.
void main()

async function main(): Promise<void> {
  try {
    const config = readConfig(process.argv.slice(2), process.env)
    const log = makeLog({ level: config.log_level, file: config.log_file })
    const secrets = loadSecrets(config)
    const database = await openDatabaseServer(config, secrets, { log: (sentence) => log.info(sentence) })
    let shop: RunningShop | undefined
    let stopping = false
    // From the moment a database runs, a stop must also stop it, however far the start has come.
    const stop = async () => {
      if (stopping) return
      stopping = true
      setTimeout(() => process.exit(1), STOP_MS_MAX).unref()
      await shop?.close()
      await database.stop()
      process.exit(0)
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
    for (const warning of database.warnings) log.warn(warning)
    shop = await openShop(config, secrets, database, log).catch(async (error: unknown) => {
      await database.stop()
      throw error
    })
    line(`Mostrador atiende en ${shop.address}`, `Mostrador is open at ${shop.address}`)
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`)
    // What was already working (jobs, connections) would keep a half-opened shop alive.
    process.exit(1)
  }
}

async function openShop(config: Config, secrets: Secrets, database: DatabaseServer, log: Log): Promise<RunningShop> {
  const applied = await migrate(database.owner_url, { app_role: database.app_role })
  if (applied.length > 0)
    line(`Base de datos al día (${applied.length} pasos).`, `Database up to date (${applied.length} steps).`)
  return startShop({ config, secrets, database, log, tell: ({ es, en }) => line(es, en) })
}

function sentenceOf(error: unknown): string {
  if (error instanceof StartProblem) return error.sentences[tell ? 'en' : 'es']
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return tell
      ? 'That port is taken: another program, or Mostrador itself, is using it. Choose another with --port.'
      : 'Ese puerto está ocupado: lo usa otro programa, o el mismo Mostrador. Elige otro con --port.'
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
