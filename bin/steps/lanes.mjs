import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root } from './root.mjs'

const minute = 60_000

/** The campaigns in one process's shop, and those against the whole program. */
export const chaosProjects = ['--project', 'chaos', '--project', 'chaos-program']

/** What every change runs, each with its whole count. `npm run chaos` has some more: R8, R14, R21 and R26. */
export const campaigns = {
  /** In one process's shop. */
  inside: ['clock', 'jobs', 'same-key', 'nth-call', 'expiry', 'model', 'shop-days', 'last-units', 'lock-order'],
  /** Against the whole program. */
  program: ['full-disk', 'slow-clients', 'flushed', 'crashes', 'stops'],
  /** Asks how long a crowd waits, so it has the machine for itself. */
  alone: ['crowd'],
}

/** A tool that says yes or no counts as one test. */
export async function runProgram(program, args, how) {
  const code = await run([join(root, 'node_modules', program), ...args], how)
  const failures = code === 0 ? [] : [`${program} ${args.join(' ')}`]
  return { passed: code === 0 ? 1 : 0, failed: failures.length, skipped: 0, failures }
}

/** Runs part of the tests and counts them from vitest's own report; a run that broke before or after them counts as failed. */
export async function runVitest(args, how, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-lane-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const code = await run([program, 'run', ...args, ...reporters], { ...how, env })
  const counts = counted(file)
  rmSync(folder, { recursive: true, force: true })
  if (code === 0 || counts.failed > 0) return counts
  return { ...counts, failed: 1, failures: [`vitest ended with ${code} although no test failed`] }
}

function counted(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const brokenFiles = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0)
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles.length,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: report.testResults.flatMap(failuresOf),
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failures: ['vitest left no report'] }
  }
}

/** What failed in one file, each with its place, its name and the beginning of its message: a build's log keeps only its end. */
function failuresOf({ name, status, message, assertionResults }) {
  const place = relative(root, name)
  const tests = assertionResults.filter((test) => test.status === 'failed')
  if (tests.length === 0) return status === 'failed' ? [`${place}\n${beginning(message)}`] : []
  return tests.map((test) => `${place} > ${test.fullName}\n${beginning(test.failureMessages.join('\n'))}`)
}

function beginning(message) {
  const lines = message.split('\n').filter((line) => !line.includes('/node_modules/'))
  return lines
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n')
}

/**
 * Runs a program. With `tell` that gets what it says; without, it speaks for itself. `last` lets every other program of
 * the machine go first.
 */
function run(args, { time_ms, tell, last, env = {} }) {
  const stdio = tell ? ['ignore', 'pipe', 'pipe'] : 'inherit'
  const child = spawn(process.execPath, args, { cwd: root, stdio, env: { ...process.env, ...env } })
  if (last && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', tell)
  const tooLong = setTimeout(() => {
    process.stdout.write(`\nstopped after ${time_ms / minute} minutes\n`)
    child.kill('SIGTERM')
  }, time_ms)
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('close', (code) => {
      clearTimeout(tooLong)
      resolve(code ?? 1)
    })
  })
}

/**
 * Runs the rows of each group side by side, one group after another; the lanes of a row follow each other. A lane is its
 * name, the minutes after which it hangs, and what to run. The first row of a group speaks at once; the others are heard
 * when their lanes have ended.
 */
export async function runLanes(groups, deadline) {
  const results = []
  for (const group of groups) {
    process.stdout.write(`\n== ${group.map((row) => row.map(([name]) => name).join(' → ')).join(', ')}\n`)
    const found = await Promise.all(group.map((row, n) => runRow(row, deadline, n === 0)))
    results.push(...found.flat())
  }
  return results
}

async function runRow(lanes, deadline, isFirst) {
  const results = []
  for (const lane of lanes) results.push(await runLane(lane, Math.max(1, deadline - Date.now()), isFirst))
  return results
}

async function runLane([name, minutes, runIt], ends, isFirst) {
  const from = Date.now()
  const said = []
  const tell = isFirst ? undefined : (part) => said.push(String(part))
  const counts = await runIt({ time_ms: Math.min(minutes * minute, ends), tell })
  const seconds = Math.round((Date.now() - from) / 1_000)
  process.stdout.write(said.join(''))
  return { name, ...counts, seconds }
}
