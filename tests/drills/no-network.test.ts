import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from '#platform/database/embedded/processes'
import { clearAway, newFolder } from './data-folder.ts'
import { launch, type Program } from './program.ts'

let folder: string
let data_dir: string
let program: Program | undefined

beforeEach(() => {
  folder = newFolder()
  data_dir = join(folder, 'data')
})

afterEach(async () => {
  if (program !== undefined && isAlive(program.pid)) await program.end('SIGKILL')
  await clearAway(data_dir)
  rmSync(folder, { recursive: true, force: true })
})

const has = (name: string) => spawnSync('which', [name]).status === 0
const canCutOff =
  process.getuid?.() === 0 && has('ip') && has('strace') && spawnSync('unshare', ['--net', 'true']).status === 0

test.skipIf(!canCutOff)(
  'R25, S98: without any network it starts and serves, and never tries to reach out',
  async () => {
    const calls = join(folder, 'connects')
    // -D keeps the traced program in the place of the one that was started, so that signals reach it.
    const traced = `ip link set lo up && exec strace -D -f -qq --seccomp-bpf -e trace=connect -o ${calls} "$0" "$@"`

    program = await launch({ data_dir, through: ['unshare', '--net', 'sh', '-c', traced] })

    expect(pageFromInside(program)).toContain('<div id="app">')
    await program.end('SIGTERM')
    const outbound = readFileSync(calls, 'utf8')
      .split('\n')
      .filter((call) => /AF_INET/.test(call) && !/"127\.|"::1"/.test(call))
    expect(outbound).toEqual([])
  },
)

/** Its loopback is another one than ours. */
function pageFromInside({ pid, address }: Program): string {
  const fetchPage = `fetch('${address}/').then((reply) => reply.text()).then((page) => process.stdout.write(page))`
  return execFileSync('nsenter', [`--net=/proc/${pid}/ns/net`, process.execPath, '-e', fetchPage], { encoding: 'utf8' })
}
