// `npm test`: everything, on real PostgreSQL and in a real browser. `npm run check` (--fast): the everyday part.
import { ensureTools } from './steps/ensure-tools.mjs'
import { installPackages } from './steps/install.mjs'
import { runProgram, runVitest } from './steps/lanes.mjs'
import { assertNode } from './steps/node-version.mjs'
import { withOlderPostgres } from './steps/older-postgres.mjs'
import { giveUp } from './steps/say.mjs'

assertNode()

/** Each lane with the minutes after which it hangs: several times what it takes, because a busy machine is no failure. */
const everyday = [
  ['types: server', 10, (time) => runProgram('typescript/bin/tsc', ['-p', 'tsconfig.json'], time)],
  ['types: web', 10, (time) => runProgram('typescript/bin/tsc', ['-p', 'web/tsconfig.json'], time)],
  ['lint', 5, (time) => runProgram('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], time)],
  ['tidy', 8, (time) => runVitest(['--project', 'tidy'], time)],
  ['unit', 8, (time) => runVitest(['--project', 'unit'], time)],
]
const slow = [
  ['shop', 25, (time) => runVitest(['--project', 'shop'], time)],
  ['browser', 25, (time) => runVitest(['--project', 'browser'], time)],
  ['drills', 15, (time) => runVitest(['--project', 'drills'], time)],
  ['shop on PostgreSQL 15', 20, (time) => withOlderPostgres((env) => runVitest(onOlderPostgres, time, env))],
]
// The embedded server's own tests have nothing to do with another server.
// The lane's own cluster trusts its machine, so what a wrong password does is proven on the embedded server only.
const onOlderPostgres = [
  '--project',
  'shop',
  'business/',
  'platform/database/tests/fresh-database',
  'platform/database/tests/migrate',
]

const fast = process.argv.includes('--fast')
const minute = 60_000
// On two idle cores the whole run stays under half an hour; this bound only ends a run that hangs.
const deadline = Date.now() + 80 * minute

try {
  await installPackages({ development: true })
  if (!fast) ensureTools()
  report(await runLanes(fast ? everyday : [...everyday, ...slow]))
} catch (error) {
  giveUp(error)
}

async function runLanes(lanes) {
  const results = []
  for (const [name, minutes, run] of lanes) {
    process.stdout.write(`\n== ${name}\n`)
    const from = Date.now()
    const counts = await run(Math.max(1, Math.min(minutes * minute, deadline - from)))
    results.push({ name, ...counts, seconds: Math.round((Date.now() - from) / 1_000) })
  }
  return results
}

function report(results) {
  process.stdout.write('\n')
  for (const { name, passed, failed, skipped, seconds } of results) {
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`
    process.stdout.write(`${name.padEnd(24)} ${String(seconds).padStart(4)} s   ${counts}\n`)
  }
  const sum = (count) => results.reduce((total, result) => total + result[count], 0)
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
