import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mutantsOf } from './mutants.ts'
import { functionsIn, mutantsOfFunction, type SqlFunction } from './sql-functions.ts'
import type { Numbered } from './weave.ts'

interface Part {
  readonly sources: readonly string[]
  readonly tests: RegExp
}

export const root = join(import.meta.dirname, '../..')

/**
 * Words, shapes and tables of routes hold no decisions. What loads a past in bulk (`bulk/`) no till ever runs: the doctor
 * judges it at the end of each demo's own test. How a label is drawn is looked at, not computed with.
 */
const WITHOUT =
  /\/bulk\/|\/tests\/|\/blocklist\/|labels\/(pdf|zpl|bitmap)\.ts$|\/wire-\w+\.ts$|(text|contract|wire|shapes|permissions|events|refusals|routes|services)\.ts$|-contract\.ts$/

export const parts: Record<string, Part> = {
  money: {
    sources: ['business/money', 'platform/money.ts'],
    tests:
      /^business\/(money|sales|returns)\/tests\/|^business\/purchasing\/tests\/suppliers|^platform\/tests\/(money|amount)/,
  },
  stock: {
    sources: ['business/stock', 'platform/quantity.ts'],
    tests: /^business\/(stock|fulfilment)\/tests\/|^business\/sales\/tests\/(sell|orders)|^platform\/tests\/quantity/,
  },
  'sign-in': {
    sources: ['business/people'],
    tests:
      /^business\/people\/tests\/|^business\/money\/tests\/tills|^tests\/journeys\/(forgotten-password|first-run|sign)/,
  },
}

/** They take long, or look at other things. */
const TOO_LONG = /storms|large-numbers|past-sales|post-history|import-sales|dashboard|held-carts|features/

export interface Wrongs {
  readonly mutants: readonly Numbered[]
  readonly functions: readonly SqlFunction[]
}

/** Every wrong of a part, always with the same numbers while the sources are the same. */
export function wrongsOf(part: Part): Wrongs {
  const paths = part.sources.flatMap(filesIn).sort()
  const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
  const functions = [...texts].flatMap(([path, text]) => (path.endsWith('.sql') ? functionsIn(path, text) : []))
  const inCode = [...texts].flatMap(([path, text]) => (path.endsWith('.ts') ? mutantsOf(path, text) : []))
  const inDatabase = functions.flatMap((one) => mutantsOfFunction(one, texts.get(one.path) ?? ''))
  return { functions, mutants: [...inCode, ...inDatabase].map((mutant, at) => ({ ...mutant, id: at + 1 })) }
}

function filesIn(source: string): string[] {
  if (source.endsWith('.ts')) return [source]
  return below(source).filter((path) => /\.(ts|sql)$/.test(path) && !WITHOUT.test(path))
}

export function testsOf(part: Part): string[] {
  return ['business', 'platform', 'tests/journeys']
    .flatMap(below)
    .filter((path) => path.endsWith('.test.ts') && part.tests.test(path) && !TOO_LONG.test(path))
    .sort()
}

const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
