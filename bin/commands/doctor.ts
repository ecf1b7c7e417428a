import { checkBooks, type Finding, type Verdict } from '../../doctor/doctor.ts'
import { readConfig, terminalLanguage } from '../../platform/config.ts'
import { openDatabaseServer } from '../../platform/database/server.ts'
import { loadSecrets } from '../../platform/secrets.ts'
import { StartProblem } from '../../platform/start-problem.ts'
import { say } from '../../platform/text.ts'

// `npm run doctor`: proves the books of a shop, open or closed. Exit status 0: they hold; 1: they do not; 2: not checked.
const language = terminalLanguage(process.env) === 'en' ? 'en' : 'es'
const hold = {
  es: 'Los libros cuadran. Revisados en {seconds} s.',
  en: 'The books hold. Checked in {seconds} s.',
}
const nothing = {
  es: 'Todavía no hay libros que revisar: abre la tienda una vez con npm start.',
  en: 'There are no books to check yet: open the shop once with npm start.',
}
const broken = {
  es: 'Los libros NO cuadran: arriba está cada falta. Guarda una copia antes de corregir. Revisados en {seconds} s.',
  en: 'The books do NOT hold: each fault is above. Keep a copy before you correct. Checked in {seconds} s.',
}
const line = (text: string) => process.stdout.write(`${text}\n`)

try {
  const config = readConfig(process.argv.slice(2), process.env)
  const database = await openDatabaseServer(config, loadSecrets(config), { attach: true, log: () => undefined })
  try {
    const started = performance.now()
    const verdicts = await checkBooks(database.owner_url)
    for (const verdict of verdicts) tell(verdict)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const ok = verdicts.every((verdict) => verdict.ok)
    const isEmpty = verdicts.length === 0
    line(say(isEmpty ? nothing : ok ? hold : broken, language, { seconds }))
    process.exitCode = isEmpty ? 2 : ok ? 0 : 1
  } finally {
    await database.stop()
  }
} catch (error) {
  const known = error instanceof StartProblem ? error.sentences[language] : undefined
  process.stderr.write(`${known ?? (error instanceof Error ? error.stack : String(error))}\n`)
  process.exitCode = 2
}

function tell({ law, says, ok, checked, checks, findings }: Verdict): void {
  line(`${ok ? '✓' : '✗'} ${law}  ${say(says, language)}  (${checked}, ${checks})`)
  for (const finding of findings) tellFinding(finding)
}

function tellFinding({ check, says, rows, more }: Finding): void {
  line(`    ${check}: ${say(says, language)}`)
  for (const row of rows) line(`      ${JSON.stringify(row)}`)
  if (more) line('      …')
}
