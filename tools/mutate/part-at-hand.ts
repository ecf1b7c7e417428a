import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { withClient } from '../../platform/database/embedded/roles.ts'
import { onDatabase } from '../../platform/database/embedded/url.ts'
import { ensureExternalRoles } from '../../platform/database/external.ts'
import { migrate } from '../../platform/database/migrate.ts'
import type { Reach, Word } from './orders.ts'
import { parts, root, testsOf, type Wrongs, wrongsOf } from './parts.ts'
import { replacing, tellingWhenCalled } from './sql-functions.ts'
import type { Numbered } from './weave.ts'
import { type Bench, work } from './worker.ts'

/** A part with all that its tests reach. */
export interface PartAtHand extends Wrongs {
  readonly name: string
  readonly bench: Bench
  readonly reach: readonly Reach[]
}

const LONGEST_FILE_MS = 5 * 60_000

export async function openPart(name: string, bench: Bench): Promise<PartAtHand> {
  const part = parts[name]
  if (part === undefined) throw new Error(`no part is called ${name}`)
  const all = wrongsOf(part)
  const mutants = await withoutBroken(all, bench)
  const reach = await reachOf(name, testsOf(part), all, bench)
  return { name, bench, functions: all.functions, mutants, reach }
}

/** What PostgreSQL refuses to read is no wrong that a test could find. */
async function withoutBroken({ mutants, functions }: Wrongs, bench: Bench): Promise<Numbered[]> {
  if (functions.length === 0) return [...mutants]
  const name = 'mutate_reading'
  const roles = await ensureExternalRoles(bench.url)
  await withClient(onDatabase(bench.url, 'postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} owner mostrador_owner template template0 encoding 'UTF8'`)
  })
  await migrate(onDatabase(roles.owner_url, name))
  return withClient(onDatabase(bench.url, name), async (client) => {
    const readable: Numbered[] = []
    for (const mutant of mutants)
      if (mutant.sql_function === undefined || (await isReadable(client, wrongFunction(mutant)))) readable.push(mutant)
    return readable
  })
}

async function isReadable(client: pg.Client, statement: string): Promise<boolean> {
  await client.query('begin')
  try {
    await client.query(statement)
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError) return false
    throw error
  } finally {
    await client.query('rollback')
  }
}

export function wrongFunction({ path, scope, start, end, becomes }: Numbered): string {
  const text = readFileSync(join(root, path), 'utf8')
  return replacing(text.slice(scope.from, start) + becomes + text.slice(end, scope.to))
}

/** Runs each file once with nothing wrong. What is known of files that did not change is kept for the next time. */
async function reachOf(name: string, files: readonly string[], { functions }: Wrongs, bench: Bench): Promise<Reach[]> {
  const sources = stampOf(sourcesOfAll())
  const file = join(bench.kept, `${name}.reach.json`)
  const kept: { stamp: string; reach: Reach }[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const stamp = (path: string) => sources + stampOf([path, ...helpersBeside(path)])
  const known = kept.filter((one) => files.includes(one.reach.path) && one.stamp === stamp(one.reach.path))
  const unknown = files.filter((path) => !known.some(({ reach }) => reach.path === path))
  const telling = Object.fromEntries(functions.map((one) => [one.name, tellingWhenCalled(one)]))
  const hear = (word: Word) => {
    if (word.say !== 'reach') return
    // A test that fails anyway can prove nothing: it is named and left out.
    if (word.failed !== null) process.stdout.write(`fails with nothing wrong: ${word.path}: ${word.failed}\n`)
    known.push({ stamp: stamp(word.path), reach: word })
    writeFileSync(file, JSON.stringify(known))
  }
  if (unknown.length > 0) {
    const orders = { ask: 'reach', files: unknown, functions: telling, log_file: bench.log_file } as const
    const end = await work(bench, name, orders, hear, () => LONGEST_FILE_MS)
    if (end !== 'done') throw new Error(`the worker that learns what the tests of ${name} reach has ${end}`)
  }
  return known.map(({ reach }) => reach)
}

const sourcesOfAll = (): string[] =>
  ['business', 'platform', 'bin', 'db', 'doctor', 'tests/support'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path))
      .filter((path) => /\.(ts|sql)$/.test(path) && !/^(business|platform|doctor)\/.*tests\//.test(path))
      .concat(['mutants', 'sql-wrongs', 'sql-functions', 'weave'].map((one) => `tools/mutate/${one}.ts`)),
  )

const helpersBeside = (path: string): string[] =>
  readdirSync(join(root, dirname(path)))
    .map((name) => join(dirname(path), name))
    .filter((one) => one.endsWith('.ts') && !one.endsWith('.test.ts'))

function stampOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of [...paths].sort()) hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}
