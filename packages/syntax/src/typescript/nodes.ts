import type { Path, Range } from '@regraft/model'
import { ts } from 'ts-morph'

/** Where a node's text is, without the comments before it. */
export function rangeOf(node: ts.Node, file: ts.SourceFile): Range {
  return { start: node.getStart(file, false), end: node.end }
}

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.TypeAssertion
  | ts.NonNullExpression

/** Parentheses and type assertions: none of them changes a value. */
function isWrapper(node: ts.Node): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node)
  )
}

/** The expression inside parentheses and type assertions. */
export function peel(node: ts.Expression): ts.Expression {
  let inner = node
  while (isWrapper(inner)) inner = inner.expression
  return inner
}

/** The expression with the parentheses and type assertions around it. */
export function wrapped(node: ts.Expression): ts.Expression {
  let outer = node
  while (isWrapper(outer.parent)) outer = outer.parent
  return outer
}

/** `['aws', 's3', 'Bucket']` of a name, properties of one, or elements by a literal index; undefined for other expressions. */
export function pathOf(expression: ts.Expression): Path | undefined {
  const steps: (string | number)[] = []
  let node = peel(expression)
  for (;;) {
    if (ts.isIdentifier(node)) steps.push(node.text)
    else if (node.kind === ts.SyntaxKind.ThisKeyword) steps.push('this')
    else if (ts.isPropertyAccessExpression(node) && !node.questionDotToken && ts.isIdentifier(node.name)) {
      steps.push(node.name.text)
      node = peel(node.expression)
      continue
    } else if (ts.isElementAccessExpression(node) && !node.questionDotToken) {
      const step = literalStep(node.argumentExpression)
      if (step === undefined) return undefined
      steps.push(step)
      node = peel(node.expression)
      continue
    } else return undefined
    // A name that is missing from the text (a syntax error) is empty.
    return steps.includes('') ? undefined : steps.reverse()
  }
}

/** The name that such an expression starts with; undefined for `this`. */
export function rootOf(expression: ts.Expression): ts.Identifier | undefined {
  let node = peel(expression)
  while (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    node = peel(node.expression)
  return ts.isIdentifier(node) ? node : undefined
}

function literalStep(node: ts.Expression): string | number | undefined {
  const inner = peel(node)
  if (ts.isStringLiteralLike(inner)) return inner.text
  if (ts.isNumericLiteral(inner)) return Number(inner.text)
  return undefined
}

/** Where an identifier that is not the initializer or the object is a name, not a value. */
const naming: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.EnumMember,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.TypeParameter,
  ts.SyntaxKind.PropertySignature,
  ts.SyntaxKind.MethodSignature,
  ts.SyntaxKind.TypeReference,
  ts.SyntaxKind.TypeQuery,
  ts.SyntaxKind.TypePredicate,
  ts.SyntaxKind.QualifiedName,
  ts.SyntaxKind.NamedTupleMember,
  ts.SyntaxKind.ImportClause,
  ts.SyntaxKind.ImportSpecifier,
  ts.SyntaxKind.ImportEqualsDeclaration,
  ts.SyntaxKind.NamespaceImport,
  ts.SyntaxKind.NamespaceExport,
  ts.SyntaxKind.ExportSpecifier,
  ts.SyntaxKind.LabeledStatement,
  ts.SyntaxKind.BreakStatement,
  ts.SyntaxKind.ContinueStatement,
  ts.SyntaxKind.MetaProperty,
])
const initialized: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.BindingElement,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.EnumMember,
])

/** Whether an identifier stands for a value: it is no key, no member name, no declared or exported name, no type. */
export function readsValue(node: ts.Identifier): boolean {
  const { parent } = node
  if (parent.kind === ts.SyntaxKind.PropertyAccessExpression)
    return (parent as ts.PropertyAccessExpression).expression === node
  if (initialized.has(parent.kind)) return (parent as ts.PropertyAssignment).initializer === node
  return !naming.has(parent.kind)
}

/** Every node under `root` and itself, in the order of their text. No recursion: left-deep trees may be very deep. */
export function* walk(root: ts.Node): Generator<ts.Node> {
  const stack: ts.Node[] = [root]
  const push = (child: ts.Node): void => {
    stack.push(child)
  }
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node
    const at = stack.length
    ts.forEachChild(node, push)
    // Reversed in place, so that the first child is next.
    for (let i = at, j = stack.length - 1; i < j; i++, j--) {
      const first = stack[i] as ts.Node
      stack[i] = stack[j] as ts.Node
      stack[j] = first
    }
  }
}
