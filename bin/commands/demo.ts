import { demoNamed, loadDemo } from '../../demo/load-demo.ts'
import { explain } from '../../demo/online-retail/explain.ts'
import { readLines } from '../../demo/online-retail/read-lines.ts'
import { tellReport } from '../../demo/online-retail/tell-report.ts'
import { systemActor } from '../../platform/actor.ts'
import { systemClock } from '../../platform/clock.ts'
import { type Config, readCommand, terminalLanguage } from '../../platform/config.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase, openPool } from '../../platform/database/pool.ts'
import { openDatabaseServer } from '../../platform/database/server.ts'
import { setRuntime } from '../../platform/database/transact.ts'
import { silentLog } from '../../platform/log.ts'
import { loadSecrets } from '../../platform/secrets.ts'
import { StartProblem } from '../../platform/start-problem.ts'
import { systemContext } from '../../platform/system-context.ts'
import { type Sentence, say } from '../../platform/text.ts'
import { fillDemo } from '../fill-demo.ts'
import { modules } from '../modules.ts'
import { everyPermission, openPeople } from '../open-people.ts'

// `npm run demo -- lubricentro | online-retail`: fills an empty database. `online-retail --report` only explains the file.
const language = terminalLanguage(process.env)
const tell = (sentence: Sentence) => process.stdout.write(`${say(sentence, language)}\n`)
const usage = new StartProblem('demo_usage', {
  es: 'Uso: npm run demo -- lubricentro\n     npm run demo -- online-retail [--report]',
  en: 'Usage: npm run demo -- lubricentro\n       npm run demo -- online-retail [--report]',
})

try {
  const { config, own } = readCommand(process.argv.slice(2), process.env)
  const [demo, option, ...more] = own
  if (demo === undefined || more.length > 0) throw usage
  if (option === undefined) await fill({ ...config, demo: demoNamed(demo) })
  else if (demo === 'online-retail' && option === '--report') await report()
  else throw usage
} catch (error) {
  const known = error instanceof StartProblem ? error.sentences[language] : undefined
  process.stderr.write(`${known ?? (error instanceof Error ? error.stack : String(error))}\n`)
  process.exitCode = 1
}

async function fill(config: Config): Promise<void> {
  const secrets = loadSecrets(config)
  const database = await openDatabaseServer(config, secrets, { attach: true, log: () => undefined })
  try {
    await migrate(database.owner_url, { app_role: database.app_role })
    const db = openDatabase(openPool({ url: database.app_url, max: 2, log: silentLog }))
    // A server that is running, or the next one, seals what was written here.
    setRuntime(db, { reactions: modules.flatMap((module) => module.reactions ?? []), committed: () => undefined })
    openPeople({ config, secrets, log: silentLog, clock: systemClock })(db)
    const work = { log: silentLog, clock: systemClock, name: 'demo', actor: systemActor('demo'), language }
    try {
      const ctx = systemContext(db, work)
      const permissions = Object.keys(everyPermission)
      await fillDemo((wanted) => loadDemo(ctx, { ...wanted, permissions }), config, tell)
    } finally {
      await db.destroy()
    }
  } finally {
    await database.stop()
  }
}

async function report(): Promise<void> {
  for (const line of tellReport(explain(await readLines()), language)) process.stdout.write(`${line}\n`)
}
