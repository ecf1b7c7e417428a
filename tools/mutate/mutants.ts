import ts from 'typescript'
import { wrongsInSql } from './sql-wrongs.ts'

/** One small wrong: these characters of the file become those. */
export interface Mutant {
  readonly path: string
  readonly line: number
  readonly start: number
  readonly end: number
  readonly was: string
  readonly becomes: string
  /** What must be put in place of a whole: an expression of the source, or a function of the database. */
  readonly scope: Range
  /** The name of the function of the database it is in. */
  readonly sql_function?: string
  /** Outside every function: it is decided once, when the file is read. */
  readonly is_fixed: boolean
  readonly begins_statement: boolean
}

export interface Range {
  readonly from: number
  readonly to: number
}

interface Wrong extends Range {
  readonly becomes: string
  readonly scope: ts.Node
}

const swapped: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
}

const twins = new Map([
  ['every', 'some'],
  ['some', 'every'],
  ['min', 'max'],
  ['max', 'min'],
])

/** Comparisons that a query is built of. */
const inQueries = new Map([
  ['=', '!='],
  ['!=', '='],
  ['<>', '='],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['is', 'is not'],
  ['is not', 'is'],
  ['in', 'not in'],
  ['not in', 'in'],
  ['asc', 'desc'],
  ['desc', 'asc'],
])

/** Every small wrong that this file of TypeScript could hold. */
export function mutantsOf(path: string, text: string): Mutant[] {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
  const found: Mutant[] = []
  const visit = (node: ts.Node) => {
    if (isLeftAlone(node)) return
    for (const { from, to, becomes, scope } of wrongsAt(node, text))
      found.push({
        path,
        line: tree.getLineAndCharacterOfPosition(from).line + 1,
        start: from,
        end: to,
        was: text.slice(from, to),
        becomes,
        scope: { from: scope.getStart(), to: scope.end },
        is_fixed: !isInFunction(node),
        begins_statement: beginsStatement(scope),
      })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** Types vanish, `invariant` says what cannot happen, a line of the log is no deed, and a lock is the campaigns' to take out. */
function isLeftAlone(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true
  if (ts.isImportDeclaration(node)) return true
  return ts.isCallExpression(node) && /^invariant$|^lock[A-Z]\w*$|\blog(\.\w+)?$/.test(node.expression.getText())
}

function wrongsAt(node: ts.Node, text: string): Wrong[] {
  if (ts.isBinaryExpression(node)) return inBinary(node)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [instead(node, node.operand.getText())]
  if (ts.isIfStatement(node)) return [instead(node.expression, 'true'), instead(node.expression, 'false')]
  if (ts.isConditionalExpression(node))
    return [instead(node, node.whenFalse.getText()), instead(node, node.whenTrue.getText())]
  if (ts.isNumericLiteral(node)) return isName(node) || isSpare(node) ? [] : [instead(node, otherNumber(node.text))]
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [instead(node, 'false')]
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [instead(node, 'true')]
  if (ts.isExpressionStatement(node) && isCall(node.expression) && !isLeftAlone(callOf(node.expression)))
    return [instead(node.expression, 'undefined')]
  if (ts.isPropertyAccessExpression(node)) return inName(node)
  if (ts.isStringLiteral(node) && ts.isCallExpression(node.parent)) return inQuery(node)
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql') return inTemplate(node, text)
  return []
}

const instead = (node: ts.Node, becomes: string, scope = node): Wrong => ({
  from: node.getStart(),
  to: node.end,
  becomes,
  scope,
})

function inBinary(node: ts.BinaryExpression): Wrong[] {
  const operator = node.operatorToken
  if (operator.kind === ts.SyntaxKind.QuestionQuestionToken) return [instead(node, node.right.getText())]
  const other = swapped[operator.kind]
  // Text put together is no sum.
  const isText = ts.isStringLiteralLike(node.left) || ts.isStringLiteralLike(node.right)
  return other === undefined || isText ? [] : [instead(operator, other, node)]
}

/** The whole chain changes place, so that `this` and `?.` keep their meaning. */
function inName(node: ts.PropertyAccessExpression): Wrong[] {
  const twin = twins.get(node.name.text)
  if (twin === undefined) return []
  let chain: ts.Node = node
  while (isLinkOf(chain.parent, chain)) chain = chain.parent
  return [instead(node.name, twin, chain)]
}

const isLinkOf = (parent: ts.Node, node: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isCallExpression(parent) ||
    ts.isNonNullExpression(parent)) &&
  parent.expression === node

function inQuery(node: ts.StringLiteral): Wrong[] {
  const other = inQueries.get(node.text)
  return other === undefined ? [] : [instead(node, `'${other}'`)]
}

function inTemplate(node: ts.TaggedTemplateExpression, text: string): Wrong[] {
  const parts = ts.isNoSubstitutionTemplateLiteral(node.template)
    ? [node.template]
    : [node.template.head, ...node.template.templateSpans.map((span) => span.literal)]
  // Blanks in place of what is put in: the words around it are then read as one statement.
  let statement = ' '.repeat(text.length)
  for (const part of parts)
    statement =
      statement.slice(0, part.getStart() + 1) +
      text.slice(part.getStart() + 1, part.end - 1) +
      statement.slice(part.end - 1)
  return wrongsInSql(statement).map((wrong) => ({ ...wrong, scope: node }))
}

/** The `0` of `a ?? 0`: that `a` is left out is a wrong already. */
const isSpare = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken &&
  node.parent.right === node

const isName = (node: ts.Node): boolean =>
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node) || ts.isLiteralTypeNode(node.parent)

/** One more of a few; double of what is many, so that a length or a bound is clearly another. */
export function otherNumber(written: string): string {
  const number = Number(written.replaceAll('_', ''))
  return String(number < 10 ? number + 1 : number * 2)
}

const callOf = (node: ts.Expression): ts.Node => (ts.isAwaitExpression(node) ? node.expression : node)
const isCall = (node: ts.Expression): boolean => ts.isCallExpression(callOf(node))

function beginsStatement(scope: ts.Node): boolean {
  let at = scope
  while (at.parent.getStart() === scope.getStart() && !ts.isExpressionStatement(at)) at = at.parent
  return ts.isExpressionStatement(at)
}

function isInFunction(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) if (ts.isFunctionLike(at)) return true
  return false
}
