import { z } from 'zod'
import { type Granted, grantAdministrator } from '#people'
import { systemClock } from '../../platform/clock.ts'
import { readCommand, terminalLanguage } from '../../platform/config.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase, openPool } from '../../platform/database/pool.ts'
import { openDatabaseServer } from '../../platform/database/server.ts'
import { setRuntime } from '../../platform/database/transact.ts'
import { silentLog } from '../../platform/log.ts'
import { loadSecrets } from '../../platform/secrets.ts'
import { StartProblem } from '../../platform/start-problem.ts'
import { systemContext } from '../../platform/system-context.ts'
import { say } from '../../platform/text.ts'
import { openPeople } from '../open-people.ts'

// `npm run admin:create -- somebody@shop.cl "Full Name"`: makes an administrator, or lets one in again who lost the way.
const language = terminalLanguage(process.env)
const made = {
  es: '{email} administra ahora este negocio.\nClave de un solo uso: {temporary_password}\nAl entrar se elige una propia.',
  en: '{email} is now an administrator.\nOne-time password: {temporary_password}\nA password of their own is chosen at sign-in.',
}
const usage = new StartProblem('admin_usage', {
  es: 'Uso: npm run admin:create -- correo@tienda.cl "Nombre Apellido"',
  en: 'Usage: npm run admin:create -- somebody@shop.com "Full Name"',
})

try {
  const { config, own } = readCommand(process.argv.slice(2), process.env)
  const email = z.email().toLowerCase().safeParse(own[0])
  if (!email.success || own.length > 2) throw usage
  const secrets = loadSecrets(config)
  const database = await openDatabaseServer(config, secrets, { attach: true, log: () => undefined })
  try {
    await migrate(database.owner_url, { app_role: database.app_role })
    const pool = openPool({ url: database.app_url, max: 2, log: silentLog })
    const db = openDatabase(pool)
    setRuntime(db, { reactions: [], committed: () => undefined })
    openPeople({ config, secrets, log: silentLog, clock: systemClock })(db)
    const ctx = systemContext(db, { log: silentLog, clock: systemClock, name: 'admin:create', language })
    const granted: Granted = await grantAdministrator(ctx, { email: email.data, full_name: own[1] ?? email.data })
    process.stdout.write(`${say(made, language, { email: email.data, ...granted })}\n`)
    await db.destroy()
  } finally {
    await database.stop()
  }
} catch (error) {
  const known = error instanceof StartProblem ? error.sentences[language] : undefined
  process.stderr.write(`${known ?? (error instanceof Error ? error.stack : String(error))}\n`)
  process.exitCode = 1
}
