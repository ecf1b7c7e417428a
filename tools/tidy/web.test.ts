import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../web/text/en.ts'
import { es } from '../../web/text/es.ts'
import { sources } from './source.ts'

const root = new URL('../..', import.meta.url).pathname

const styles = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'web/*.css'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean)
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const screens = sources().filter(({ path }) => path.startsWith('web/'))

/** Paper, drawings and the rail's own lights keep their colour in both themes. */
const ownColours =
  /^web\/(styles\/|ui\/receipt-paper\.css|ui\/sync-chip\.css|ui\/button\.css|shell\/|people\/sign-in\/door\.css)/

test('colours are tokens: name one of styles/tokens.css instead of writing a value', () => {
  const loose = styles
    .filter(({ path }) => !ownColours.test(path))
    .flatMap(({ path, text }) => [...text.matchAll(/#[0-9a-f]{3,8}\b/gi)].map((found) => `${path}: ${found[0]}`))
  expect(loose).toEqual([])
})

test('every token that a style uses is defined', () => {
  const all = styles.map(({ text }) => text).join('\n')
  const defined = new Set([...all.matchAll(/(--[\w-]+)\s*:/g)].map((found) => found[1]))
  const missing = styles.flatMap(({ path, text }) =>
    [...text.matchAll(/var\((--[\w-]+)(,)?/g)]
      .filter(([, name, fallback]) => !fallback && !defined.has(name))
      .map(([, name]) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
})

test('every style stands in a layer, so that none wins by accident', () => {
  const loose = styles.filter(({ text }) => !text.includes('@layer')).map(({ path }) => path)
  expect(loose).toEqual([])
})

test("letters are sized in rem, so that a reader's larger text enlarges them", () => {
  const fixed = styles.flatMap(({ path, text }) =>
    [...text.matchAll(/\b(?:font|font-size|line-height):[^;]*\dpx[^;]*;/g)]
      .filter(() => !path.startsWith('web/ui/illustrations/'))
      .map(([says]) => `${path}: ${says}`),
  )
  expect(fixed).toEqual([])
})

test('links are made in web/paths.ts', () => {
  const written = screens
    .filter(({ path }) => path.endsWith('.tsx') && path !== 'web/routes.tsx')
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:to|href)=\{?["'`]\/[^"'`]*/g)].map((found) => `${path}: ${found[0]}`),
    )
  expect(written).toEqual([])
})

test('the browser loads nothing of the server but types', () => {
  const loaded = screens.flatMap(({ path, imports }) =>
    imports
      .filter(({ spec, typeOnly }) => !typeOnly && (spec.startsWith('#') || spec === 'zod'))
      .map(({ spec }) => `${path}: ${spec}`),
  )
  expect(loaded).toEqual([])
})

test('whatever the audit writes down has a name on its page', () => {
  const written = sources()
    .filter(({ path }) => /^(business|platform)\//.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\baudit\(\{[^}]{0,400}?\bthing: '(\w+)'/g)].map(([, thing = '']) => ({ path, thing })),
    )
  expect(written.length).toBeGreaterThan(50)
  const nameless = written.filter(({ thing }) => !(thing in es.audit.things && thing in en.audit.things))
  expect(nameless).toEqual([])
})
