import ts from 'typescript'

/** One small wrong: these characters of the file become those. */
export interface Mutant {
  readonly path: string
  readonly line: number
  readonly start: number
  readonly end: number
  readonly was: string
  readonly becomes: string
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

const twins: Record<string, string> = { every: 'some', some: 'every', min: 'max', max: 'min' }

/** Every small wrong that this file could hold. */
export function mutantsOf(path: string, text: string): Mutant[] {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
  const found: Mutant[] = []
  const add = (node: ts.Node, becomes: string) => {
    const start = node.getStart()
    const line = tree.getLineAndCharacterOfPosition(start).line + 1
    found.push({ path, line, start, end: node.end, was: text.slice(start, node.end), becomes })
  }
  const visit = (node: ts.Node) => {
    mutate(node, add)
    if (!ts.isTypeNode(node) && !ts.isInterfaceDeclaration(node) && !ts.isImportDeclaration(node))
      ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function mutate(node: ts.Node, add: (node: ts.Node, becomes: string) => void): void {
  if (ts.isBinaryExpression(node)) {
    const other = swapped[node.operatorToken.kind]
    // Text put together is no sum.
    const isText = ts.isStringLiteralLike(node.left) || ts.isStringLiteralLike(node.right)
    if (other !== undefined && !isText) add(node.operatorToken, other)
    if (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) add(node, node.right.getText())
  } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    add(node, node.operand.getText())
  } else if (ts.isIfStatement(node)) {
    add(node.expression, 'true')
    add(node.expression, 'false')
  } else if (ts.isConditionalExpression(node)) {
    add(node, `(${node.whenFalse.getText()})`)
    add(node, `(${node.whenTrue.getText()})`)
  } else if (ts.isNumericLiteral(node)) {
    add(node, String(Number(node.text.replaceAll('_', '')) + 1))
  } else if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    add(node, node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true')
  } else if (ts.isExpressionStatement(node) && isCall(node.expression)) {
    add(node, ';')
  } else if (ts.isPropertyAccessExpression(node)) {
    const twin = twins[node.name.text]
    if (twin !== undefined) add(node.name, twin)
  }
}

const isCall = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) || (ts.isAwaitExpression(node) && ts.isCallExpression(node.expression))
