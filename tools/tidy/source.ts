import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

/** One source file as the tidy tests see it. */
export interface Source {
  /** Path from the root, with forward slashes. */
  path: string
  text: string
  readonly tree: ts.SourceFile
  readonly imports: readonly Import[]
}

export interface Import {
  /** As written: `./order.ts`, `#stock`, `fastify`. */
  spec: string
  typeOnly: boolean
  /** `import()`: read when it is needed, so it closes no cycle. */
  lazy: boolean
  /** The file of ours that it means, or null for a package. */
  target: string | null
}

const root = new URL('../..', import.meta.url).pathname
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const doors: Record<string, { source: string }> = packageJson.imports

const isTest = (path: string) => /(^|\/)tests\/|\.test\.tsx?$/.test(path)

/** Every TypeScript file that git knows or would add, tests left out. Read once: to parse them is most of the work. */
export function sources(options: { tests?: boolean } = {}): Source[] {
  all ??= listed().map(read)
  return options.tests ? all : all.filter(({ path }) => !isTest(path))
}

let all: Source[] | undefined

function listed(): string[] {
  const paths = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
    cwd: root,
    encoding: 'utf8',
  })
  return paths
    .split('\n')
    .filter((path) => path && existsSync(join(root, path)))
    .filter((path) => path !== 'db/rows.ts' && !path.endsWith('.d.ts'))
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = once(() => ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, kind))
  const imports = once(() => importsOf(tree(), path))
  return {
    path,
    text,
    get tree() {
      return tree()
    },
    get imports() {
      return imports()
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function importsOf(tree: ts.SourceFile, path: string): Import[] {
  const found: Import[] = []
  const add = (node: ts.Expression | undefined, typeOnly: boolean, lazy = false) => {
    if (node && ts.isStringLiteral(node))
      found.push({ spec: node.text, typeOnly, lazy, target: targetOf(node.text, path) })
  }
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.isTypeOnly === true || isAllTypes(node))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal as ts.Expression, true)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function isAllTypes(node: ts.ImportDeclaration): boolean {
  const named = node.importClause?.namedBindings
  if (!named || !ts.isNamedImports(named) || node.importClause?.name) return false
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly)
}

function targetOf(spec: string, from: string): string | null {
  if (spec.startsWith('.')) return normalize(join(dirname(from), spec)).replaceAll('\\', '/')
  if (!spec.startsWith('#')) return null
  if (doors[spec]) return normalize(doors[spec].source)
  const star = Object.keys(doors).find((door) => door.endsWith('*') && spec.startsWith(door.slice(0, -1)))
  return star && doors[star] ? normalize(doors[star].source.replace('*', spec.slice(star.length - 1))) : spec
}

/** Each function with its length in lines, its name and where it stands. */
export function functionsOf(source: Source): { name: string; lines: number; at: number }[] {
  const found: { name: string; lines: number; at: number }[] = []
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = source.tree.getLineAndCharacterOfPosition(node.getStart()).line
      const last = source.tree.getLineAndCharacterOfPosition(node.end).line
      found.push({ name: nameOf(node), lines: last - first + 1, at: first + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return found
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText()
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : '(anonymous)'
}
