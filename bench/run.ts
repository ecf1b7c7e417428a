/** `npm run bench`: every bench in turn, each in a process of its own and bounded in time; `npm run bench -- NAME` one. */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const MINUTES_MAX = 20
const folder = fileURLToPath(new URL('.', import.meta.url))
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.replace('.ts', ''))
const [asked, ...more] = process.argv.slice(2)

if (asked && !names.includes(asked)) {
  console.error(`There is no bench "${asked}". Those there are: ${names.join(', ')}`)
  process.exit(2)
}
const failed: string[] = []
for (const name of asked ? [asked] : names) {
  console.log(`── ${name}`)
  if (!(await isRun(name))) failed.push(name)
}
if (failed.length > 0) {
  console.error(`Not measured: ${failed.join(', ')}`)
  process.exitCode = 1
}

function isRun(name: string): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions', 'source', `${folder}${name}.ts`, ...more], {
    stdio: 'inherit',
  })
  const late = setTimeout(() => child.kill('SIGTERM'), MINUTES_MAX * 60_000)
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      clearTimeout(late)
      resolve(code === 0)
    })
  })
}
