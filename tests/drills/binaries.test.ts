import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBinaries, packageFolder, repairLinks, systemStateFolder } from '#platform/database/embedded/binaries'
import { chooseUser } from '#platform/database/embedded/run-as'

let folder: string
let copy: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mostrador-binaries-'))
  chmodSync(folder, 0o755)
  copy = join(folder, 'package')
  cpSync(packageFolder(), copy, { recursive: true, verbatimSymlinks: true })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const runs = (program: string) => spawnSync(program, ['--version'], { ...chooseUser(), cwd: '/' }).status === 0

/** What npm leaves behind with --ignore-scripts. */
function removeLinks(): void {
  const lib = join(copy, 'native', 'lib')
  for (const entry of readdirSync(lib, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(lib, entry.name))
  }
}

test.runIf(process.platform === 'linux')('with package scripts blocked the library links are made by us, once', () => {
  removeLinks()
  expect(runs(join(copy, 'native', 'bin', 'postgres'))).toBe(false)

  expect(repairLinks(copy)).toBeGreaterThan(0)

  expect(repairLinks(copy)).toBe(0)
  expect(runs(join(copy, 'native', 'bin', 'postgres'))).toBe(true)
})

test.runIf(process.getuid?.() === 0)(
  'root below a closed folder: a copy in the system folder serves, and the log says so',
  () => {
    removeLinks()
    chmodSync(folder, 0o700)
    const said: string[] = []

    const found = findBinaries(chooseUser(), (sentence) => said.push(sentence), copy)

    const made = dirname(dirname(dirname(found.initdb)))
    expect(made.startsWith(systemStateFolder)).toBe(true)
    expect(said.join()).toContain(made)
    expect(runs(found.initdb)).toBe(true)
    expect(findBinaries(chooseUser(), () => undefined, copy)).toEqual(found)
    rmSync(made, { recursive: true })
    expect(existsSync(made)).toBe(false)
  },
)
