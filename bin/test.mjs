// `npm test`: everything, on real PostgreSQL and in a real browser. `npm run check` (--fast): the everyday part.
import { ensureTools } from './steps/ensure-tools.mjs'
import { installPackages } from './steps/install.mjs'
import { campaigns, runLanes, runProgram, runVitest } from './steps/lanes.mjs'
import { assertNode } from './steps/node-version.mjs'
import { testsForOlderPostgres, withOlderPostgres } from './steps/older-postgres.mjs'
import { giveUp } from './steps/say.mjs'

assertNode()

/**
 * The lanes, group by group: the rows of a group run side by side, because one waits while the other works, and the lanes of
 * a row one after another. Each with the minutes after which it hangs: several times what it takes, because a busy machine
 * is no failure.
 */
const everyday = [
  [
    [['types: server', 10, (how) => checkTypes('tsconfig.json', how)]],
    [['types: web', 10, (how) => checkTypes('web/tsconfig.json', how)]],
    [['lint', 10, (how) => runProgram('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], how)]],
    [['tidy', 10, (how) => runVitest(['--project', 'tidy'], how)]],
  ],
  [[['unit', 8, (how) => runVitest(['--project', 'unit'], how)]]],
]
const onOlderPostgres = ['--project', 'shop', ...testsForOlderPostgres()]
const campaign = (name, files, project) => [
  name,
  40,
  (how) => runVitest(['--project', project, ...files], { ...how, last: true }),
]
const slow = [
  // Starting and stopping programs is mostly waiting.
  [
    [['shop', 25, (how) => runVitest(['--project', 'shop'], how)]],
    [['drills', 15, (how) => runVitest(['--project', 'drills'], how)]],
  ],
  // A browser waits nearly half of its time: the campaigns take what it leaves, and after it the whole machine.
  [
    [
      ['browser', 25, (how) => runVitest(['--project', 'browser'], how)],
      ['pictures', 25, (how) => runVitest(['--project', 'pictures'], how)],
    ],
    [campaign('campaigns', campaigns.inside, 'chaos')],
    [campaign('campaigns, program', campaigns.program, 'chaos-program')],
  ],
  [[['campaign of the crowd', 15, (how) => runVitest(['--project', 'chaos', ...campaigns.alone], how)]]],
  [[['shop on PostgreSQL 15', 20, (how) => withOlderPostgres((env) => runVitest(onOlderPostgres, how, env))]]],
]

const fast = process.argv.includes('--fast')
// On two idle cores the whole run stays under half an hour; this bound only ends a run that hangs.
const deadline = Date.now() + 80 * 60_000

try {
  // The everyday lanes need no tools, and to install them is mostly waiting.
  const [results] = await Promise.all([runEveryday(), fast ? null : ensureTools()])
  report(fast ? results : [...results, ...(await runLanes(slow, deadline))])
} catch (error) {
  giveUp(error)
}

/** By one checker: several would each work out anew what all of them need, at twice the processor time in all. */
function checkTypes(project, how) {
  return runProgram('typescript-7/bin/tsc', ['-p', project, '--checkers', '1'], how)
}

async function runEveryday() {
  await installPackages({ development: true })
  return runLanes(everyday, deadline)
}

function report(results) {
  for (const { name, failures } of results) {
    for (const failure of failures) process.stdout.write(`\nfailed in ${name}: ${failure}\n`)
  }
  process.stdout.write('\n')
  for (const { name, passed, failed, skipped, seconds } of results) {
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`
    process.stdout.write(`${name.padEnd(24)} ${String(seconds).padStart(4)} s   ${counts}\n`)
  }
  const sum = (count) => results.reduce((total, result) => total + result[count], 0)
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
