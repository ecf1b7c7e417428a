import ts from 'typescript'
import { expect, test } from 'vitest'
import { functionsOf, sources } from './source.ts'

const all = sources()
const server = all.filter(({ path }) => !path.startsWith('web/'))
const lines = (text: string) => text.split('\n').length

const FILE_MAX = 300
const FUNCTION_MAX = 60

test('no file is longer than 300 lines: split it by subject', () => {
  // Tables of sentences in two languages are read by looking up, not from top to bottom.
  const isWords = (path: string) => /(^|\/)(text(\/|\.ts)|settings\.ts)/.test(path)
  expect(
    all
      .filter(({ text, path }) => lines(text) > FILE_MAX && !isWords(path))
      .map(({ path, text }) => `${path}: ${lines(text)}`),
  ).toEqual([])
})

test('no function of the server is longer than 60 lines: name its parts', () => {
  const long = server.flatMap((s) =>
    functionsOf(s)
      .filter((f) => f.lines > FUNCTION_MAX)
      .map((f) => `${s.path}:${f.at} ${f.name}: ${f.lines}`),
  )
  expect(long).toEqual([])
})

test('components stay short: at most 2 % of the functions of the web are longer than 60 lines', () => {
  const web = all
    .filter(({ path }) => path.startsWith('web/'))
    .flatMap((s) => functionsOf(s).map((f) => ({ ...f, path: s.path })))
  const long = web.filter((f) => f.lines > FUNCTION_MAX)
  expect(long.length, long.map((f) => `${f.path}:${f.at} ${f.name} ${f.lines}`).join('\n')).toBeLessThanOrEqual(
    Math.ceil(web.length * 0.02),
  )
})

test('no default export, enum, decorator or barrel', () => {
  const found: string[] = []
  for (const { path, tree } of all) {
    const isTool = /\.config\.ts$/.test(path)
    const reExports = tree.statements.filter((s) => ts.isExportDeclaration(s) && s.moduleSpecifier && !s.exportClause)
    if (reExports.length > 0) found.push(`${path}: export * hides where a name comes from; name each export`)
    if (/(^|\/)index\.tsx?$/.test(path)) found.push(`${path}: name the file after what it holds`)
    const visit = (node: ts.Node) => {
      if (ts.isExportAssignment(node) && !isTool) found.push(`${path}: default export; give it a name`)
      if (ts.isEnumDeclaration(node)) found.push(`${path}: enum; use a union of strings`)
      if (ts.isDecorator(node)) found.push(`${path}: decorator; call a function`)
      ts.forEachChild(node, visit)
    }
    visit(tree)
  }
  expect(found).toEqual([])
})

test('names say what a thing is', () => {
  const empty = /(^|[-/])(util|utils|helper|helpers|manager|handler|misc|common|data|info)(\.tsx?$|\/)/
  expect(all.map(({ path }) => path).filter((path) => empty.test(path) && !/text\//.test(path))).toEqual([])
})

test('suppressions carry a reason and stay few', () => {
  const found = sources({ tests: true })
    .filter(({ path }) => !path.startsWith('tools/tidy'))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => /@ts-ignore|@ts-expect-error|biome-ignore|@ts-nocheck/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
  expect(found.filter((line) => !/biome-ignore [\w/]+: \w+/.test(line))).toEqual([])
  expect(found.length, found.join('\n')).toBeLessThanOrEqual(10)
})

test('words of the screens stand in web/text, not in components', () => {
  const found: string[] = []
  for (const { path, tree } of all.filter((s) => s.path.endsWith('.tsx'))) {
    const visit = (node: ts.Node) => {
      if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text)) found.push(`${path}: "${node.text.trim()}"`)
      if (
        ts.isJsxAttribute(node) &&
        /^(aria-label|title|placeholder|alt|label)$/.test(node.name.getText()) &&
        node.initializer &&
        ts.isStringLiteral(node.initializer) &&
        /\p{L}{2,}/u.test(node.initializer.text)
      ) {
        found.push(`${path}: ${node.name.getText()}="${node.initializer.text}"`)
      }
      ts.forEachChild(node, visit)
    }
    visit(tree)
  }
  expect(found).toEqual([])
})
