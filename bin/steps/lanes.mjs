import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './root.mjs'

/** The campaigns in one process's shop, and those against the whole program. */
export const chaosProjects = ['--project', 'chaos', '--project', 'chaos-program']

/** A tool that says yes or no counts as one test. */
export async function runProgram(program, args, time_ms) {
  const code = await run([join(root, 'node_modules', program), ...args], time_ms)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

/** Runs part of the tests and counts them from vitest's own report; a run that broke before or after them counts as failed. */
export async function runVitest(args, time_ms, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-lane-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const code = await run([program, 'run', ...args, ...reporters], time_ms, env)
  const counts = counted(file)
  rmSync(folder, { recursive: true, force: true })
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function counted(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const brokenFiles = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0)
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles.length,
      skipped: report.numPendingTests + report.numTodoTests,
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function run(args, time_ms, env = {}) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  const tooLong = setTimeout(() => {
    process.stdout.write(`\nstopped after ${time_ms / 60_000} minutes\n`)
    child.kill('SIGTERM')
  }, time_ms)
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => {
      clearTimeout(tooLong)
      resolve(code ?? 1)
    })
  })
}
