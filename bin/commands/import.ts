import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { systemActor } from '../../platform/actor.ts'
import { systemClock } from '../../platform/clock.ts'
import { readCommand, terminalLanguage } from '../../platform/config.ts'
import type { Ctx } from '../../platform/context.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase, openPool } from '../../platform/database/pool.ts'
import { openDatabaseServer } from '../../platform/database/server.ts'
import { setRuntime } from '../../platform/database/transact.ts'
import { startSealer } from '../../platform/facts/sealer.ts'
import { Imports, mapColumns, runImport, takeIn } from '../../platform/import/commands.ts'
import { importDetail } from '../../platform/import/queries.ts'
import { type ImportRun, type Phase, runById } from '../../platform/import/records.ts'
import { workOff } from '../../platform/import/work.ts'
import { makeLog } from '../../platform/log.ts'
import { Refusal } from '../../platform/refusals.ts'
import { loadSecrets } from '../../platform/secrets.ts'
import { StartProblem } from '../../platform/start-problem.ts'
import { systemContext } from '../../platform/system-context.ts'
import { say } from '../../platform/text.ts'
import { modules } from '../modules.ts'

// `npm run import -- products file.csv [--dry-run]`, or `npm run import -- resume ID`: what the screen does, from the
// terminal, beside a working shop or without one. Exit status 0: all rows taken; 1: some were refused; 2: it failed.
const language = terminalLanguage(process.env) === 'en' ? 'en' : 'es'
const text = {
  usage: {
    es: 'Uso: npm run import -- CLASE archivo.csv [--dry-run]   o   npm run import -- resume ID\nClases: {kinds}',
    en: 'Usage: npm run import -- KIND file.csv [--dry-run]   or   npm run import -- resume ID\nKinds: {kinds}',
  },
  taken: { es: 'Importación {id}: {rows} filas.', en: 'Import {id}: {rows} rows.' },
  check: {
    es: 'Ensayo: {created} por crear, {changed} por cambiar, {unchanged} iguales, {refused} rechazadas.',
    en: 'Dry run: {created} to create, {changed} to change, {unchanged} unchanged, {refused} refused.',
  },
  run: {
    es: 'Hecho: {created} creadas, {changed} cambiadas, {unchanged} iguales, {refused} rechazadas.',
    en: 'Done: {created} created, {changed} changed, {unchanged} unchanged, {refused} refused.',
  },
  problem: { es: '  fila {row}, {column}: {says} ({given})', en: '  row {row}, {column}: {says} ({given})' },
}
const line = (of: keyof typeof text, values: object) =>
  process.stdout.write(`${say(text[of], language, { ...values })}\n`)
const imports = new Imports(modules.flatMap((module) => module.imports ?? []))

try {
  const { config, own } = readCommand(process.argv.slice(2), process.env)
  const isDry = own.includes('--dry-run')
  const [kind, file] = own.filter((word) => word !== '--dry-run')
  if (kind === undefined || file === undefined) {
    line('usage', {
      kinds: imports
        .all()
        .map((one) => one.kind)
        .join(', '),
    })
    process.exitCode = 2
  } else {
    const log = makeLog({ level: config.log_level, file: config.log_file })
    const database = await openDatabaseServer(config, loadSecrets(config), { attach: true, log: () => undefined })
    const pool = openPool({ url: database.app_url, max: 4, log, name: 'mostrador import' })
    const sealer = startSealer({ pool, log })
    try {
      await migrate(database.owner_url, { app_role: database.app_role })
      const db = openDatabase(pool)
      setRuntime(db, { reactions: modules.flatMap((module) => module.reactions ?? []), committed: sealer.poke })
      const ctx = systemContext(db, { log, clock: systemClock, name: 'import', actor: systemActor('import'), language })
      process.exitCode = await (kind === 'resume' ? resume(ctx, file) : take(ctx, kind, file, isDry))
      await sealer.drain()
    } finally {
      await sealer.stop()
      await pool.end()
      await database.stop()
    }
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exitCode = 2
}

async function take(ctx: Ctx, kind: string, file: string, isDry: boolean): Promise<number> {
  const taken = await takeIn(ctx, imports, { kind, file_name: basename(file), content: readFileSync(file) })
  line('taken', { id: taken.id, rows: taken.rows_total })
  await mapColumns(ctx, imports, taken.id, {})
  const refused = await follow(ctx, taken.id, 'check')
  if (isDry) return refused > 0 ? 1 : 0
  return resume(ctx, taken.id)
}

async function resume(ctx: Ctx, id: string): Promise<number> {
  const run = await runById(ctx, id)
  if (run.status !== 'running') await runImport(ctx, imports, id)
  return (await follow(ctx, id, 'run')) > 0 ? 1 : 0
}

/** Works until the phase has ended. A worker of the running shop may take a part of it: then this one waits for it. */
async function follow(ctx: Ctx, id: string, phase: Phase): Promise<number> {
  let run: ImportRun = await runById(ctx, id)
  const importable = imports.of(ctx, run.kind)
  while (run.status === 'checking' || run.status === 'running') {
    await workOff(ctx, importable, id, phase)
    run = await runById(ctx, id)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const detail = await importDetail(ctx, imports, run)
  line(phase, detail[phase])
  for (const problem of detail.problems) line('problem', { ...problem, column: problem.column ?? '' })
  if (run.status === 'failed') throw new Error(run.error ?? run.status)
  return detail[phase].refused
}

function sentenceOf(error: unknown): string {
  if (error instanceof StartProblem) return error.sentences[language]
  if (error instanceof Refusal) return say(error.sentence, language, error.values)
  return error instanceof Error ? error.message : String(error)
}
