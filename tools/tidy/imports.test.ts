import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Import, type Source, sources } from './source.ts'

/** The order of the modules, read from the table of contents of design.md §2: low to high. */
const order = [
  'company',
  'people',
  'contacts',
  'catalog',
  'stock',
  'money',
  'sales',
  'purchasing',
  'fulfilment',
  'returns',
  'workshop',
  'leads',
  'visits',
  'help',
  'media',
  'surveys',
  'forecasting',
  'insight',
  'reports',
  'notices',
  'assistant',
]

const all = sources({ tests: true })
const roomOf = (path: string) =>
  path
    .split('/')
    .slice(0, path.startsWith('business/') || path.startsWith('web/') ? 2 : 1)
    .join('/')
const moduleOf = (path: string) => (path.startsWith('business/') ? path.split('/')[1] : undefined)
const isTest = (path: string) => /(^|\/)tests\/|\.test\.tsx?$/.test(path)
const isDoor = (target: string) => {
  const [, module, file] = target.split('/')
  return target.startsWith('business/') && (file === `${module}.ts` || file === 'contract.ts')
}

/** Why an import breaks the law, with the remedy; null when it keeps it. */
function breach(from: Source, { spec, target, typeOnly }: Import): string | null {
  if (!target) return null
  const test = isTest(from.path)
  const own = roomOf(from.path) === roomOf(target)
  if (target.startsWith('bin/') && !/^(bin|bench)\//.test(from.path) && !test) return 'nothing imports bin: it composes'
  if (from.path.startsWith('learning/') && !target.startsWith('learning/')) return 'learning imports only itself'
  if (from.path.startsWith('platform/') && !test && !/^(platform|db)\//.test(target))
    return 'platform knows no business word: hand it in from bin'
  if (from.path.startsWith('web/')) return test ? null : webBreach(from.path, target, typeOnly)
  if (target.startsWith('web/') && !test) return 'the server does not know the web'
  const here = moduleOf(from.path)
  const there = moduleOf(target)
  if (here === undefined || there === undefined || own) return null
  if (!isDoor(target)) return `only through the door: #${there}`
  if (order.indexOf(there) >= order.indexOf(here) && !test)
    return `${there} stands above ${here}: emit a fact, or move it down`
  if (!spec.startsWith('#')) return `use the door's name, #${there}`
  return null
}

function webBreach(path: string, target: string, typeOnly: boolean): string | null {
  if (!target.startsWith('web/'))
    return typeOnly && /contract\.ts$/.test(target) ? null : 'the web takes only types of a contract.ts from the server'
  const common = ['web/ui', 'web/api', 'web/live', 'web/offline', 'web/text', 'web/shell', 'web/styles']
  const room = roomOf(target)
  if (room === roomOf(path) || common.includes(room) || /^web\/[\w-]+\.(ts|tsx|css)$/.test(target)) return null
  if (/^web\/[\w-]+\.tsx?$/.test(path) || path.startsWith('web/shell/')) return null
  return /\/parts\.tsx?$/.test(target) ? null : 'another subject of the web is reached through its parts.ts'
}

test('code looks down the list of modules, and only through a door', () => {
  const breaches = all.flatMap((source) =>
    source.imports
      .map((i) => ({ why: breach(source, i), i }))
      .filter(({ why }) => why)
      .map(({ why, i }) => `${source.path} → ${i.spec}: ${why}`),
  )
  expect(breaches).toEqual([])
  expect(all.length).toBeGreaterThan(30)
})

test('bin/modules.ts has the order of the design', () => {
  const listed = [...readFileSync('bin/modules.ts', 'utf8').matchAll(/from '#(\w+)'/g)].map(([, name = '']) => name)
  const inList =
    (readFileSync('bin/modules.ts', 'utf8').split('= [')[1] ?? '')
      .match(/\w+/g)
      ?.filter((name) => order.includes(name)) ?? []
  expect(inList).toEqual(order.filter((name) => inList.includes(name)))
  expect(new Set(listed)).toEqual(new Set(inList))
})

test('there is no import cycle', () => {
  const graph = new Map(
    all
      .filter((s) => !isTest(s.path))
      .map((s) => [s.path, s.imports.filter((i) => !i.typeOnly && !i.lazy && i.target).map((i) => String(i.target))]),
  )
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const walk = (path: string, trail: string[]) => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      return
    }
    state.set(path, 'open')
    for (const next of graph.get(path) ?? []) if (graph.has(next)) walk(next, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of graph.keys()) walk(path, [])
  expect(cycles).toEqual([])
})
