import { ts } from 'ts-morph'
import { peel, wrapped } from './nodes.ts'
import type { Binding, Names } from './scopes.ts'

/** Whether anything in the file assigns the variable after its declaration. */
export function isReassigned(variable: Binding): boolean {
  return variable.uses.some((use) => isWritten(wrapped(use)))
}

/** Variables that hold one another are followed this far; beyond, a variable counts as changed. */
const maxVariables = 64

/**
 * Whether nothing in the file changes the object or list that a variable holds: it is only read, spread, or handed to
 * constructors, directly or inside literals. Assigning it to another variable, calling its methods or passing it to a
 * function counts as a change. Classes are trusted not to change what they are given.
 */
export function isFrozen(variable: Binding, names: Names, seen: Set<Binding> = new Set()): boolean {
  if (seen.has(variable)) return true
  if (seen.size >= maxVariables) return false
  seen.add(variable)
  return variable.uses.every((use) => isRead(use, variable, names, seen))
}

function isRead(use: ts.Identifier, variable: Binding, names: Names, seen: Set<Binding>): boolean {
  let node = wrapped(use)
  // What is read of it, as long as it is written in the variable's own literal.
  let literal = variable.declaration?.initializer
  for (;;) {
    if (isWritten(node)) return false
    const parent = node.parent
    if (ts.isNewExpression(parent)) return parent.expression !== node
    if (ts.isVariableDeclaration(parent)) {
      const holder = names.declaredBy(parent)
      return holder?.kind === 'variable' && isFrozen(holder, names, seen)
    }
    const outer = through(node, parent)
    literal = literal && memberOf(literal, parent)
    if (outer === undefined) return false
    node = wrapped(outer)
    // A scalar is a copy: whatever becomes of it, the object stays.
    if (literal && isScalar(literal)) return !isWritten(node)
  }
}

/** What a literal holds under the property that `access` reads. */
function memberOf(literal: ts.Expression, access: ts.Node): ts.Expression | undefined {
  const object = peel(literal)
  if (!ts.isPropertyAccessExpression(access) || !ts.isObjectLiteralExpression(object)) return undefined
  const found = object.properties.filter((item) => item.name && nameOf(item.name) === access.name.text)
  const [property] = found
  return found.length === 1 && property && ts.isPropertyAssignment(property)
    ? property.initializer
    : undefined
}

function nameOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined
}

function isScalar(node: ts.Expression): boolean {
  const { kind } = peel(node)
  return (
    ts.isStringLiteralLike(peel(node)) ||
    kind === ts.SyntaxKind.NumericLiteral ||
    kind === ts.SyntaxKind.TrueKeyword ||
    kind === ts.SyntaxKind.FalseKeyword ||
    kind === ts.SyntaxKind.NullKeyword
  )
}

/** The expression that a value becomes part of, when that cannot change it. */
function through(node: ts.Expression, parent: ts.Node): ts.Expression | undefined {
  if (ts.isShorthandPropertyAssignment(parent) || ts.isSpreadAssignment(parent)) return parent.parent
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node ? parent.parent : undefined
  if (ts.isArrayLiteralExpression(parent)) return parent
  if (ts.isSpreadElement(parent))
    return ts.isArrayLiteralExpression(parent.parent) ? parent.parent : undefined
  if (ts.isPropertyAccessExpression(parent)) return called(parent) ? undefined : parent
  if (ts.isElementAccessExpression(parent) && parent.expression === node)
    return called(parent) ? undefined : parent
  return undefined
}

function called(node: ts.Expression): boolean {
  const outer = wrapped(node)
  return ts.isCallExpression(outer.parent) && outer.parent.expression === outer
}

/** Whether an expression is the target of an assignment, `++`, `--`, `delete` or a loop. */
function isWritten(node: ts.Expression): boolean {
  const parent = node.parent
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent.operatorToken.kind)
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return (
      parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
    )
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node
  return ts.isDeleteExpression(parent) || isPattern(node)
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

/** Whether an expression is part of a destructuring assignment's left side: `[a, b.c] = …`, `({ a, b: c } = …)`. */
function isPattern(node: ts.Expression): boolean {
  let outer: ts.Node = node.parent
  while (
    ts.isArrayLiteralExpression(outer) ||
    ts.isObjectLiteralExpression(outer) ||
    ts.isPropertyAssignment(outer) ||
    ts.isShorthandPropertyAssignment(outer) ||
    ts.isSpreadElement(outer) ||
    ts.isSpreadAssignment(outer)
  ) {
    if (ts.isExpression(outer) && !ts.isSpreadElement(outer)) {
      const target = wrapped(outer)
      if (isWrittenTarget(target)) return true
      outer = target.parent
    } else outer = outer.parent
  }
  return false
}

function isWrittenTarget(node: ts.Expression): boolean {
  const parent = node.parent
  if (ts.isBinaryExpression(parent))
    return peel(parent.left) === peel(node) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  return (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === node
}
