import type { Path, Range } from '@regraft/model'
import { ts } from 'ts-morph'
import { pathOf, peel, rangeOf, readsValue, rootOf, walk, wrapped } from './nodes.ts'
import type { Names } from './scopes.ts'
import type { Survey } from './survey.ts'
import { skipTrivia } from './text.ts'
import type { ListItem, MapEntry, NewExpression, Value } from './values.ts'

/** Turns expressions of one file into values. */
export class Reader {
  readonly #file: ts.SourceFile
  readonly #names: Names
  readonly #indexOf: ReadonlyMap<ts.Node, number>
  readonly #statements = new Map<ts.Node, ts.Statement | undefined>()

  constructor({ file, names, news }: Survey) {
    this.#file = file
    this.#names = names
    this.#indexOf = new Map(news.map((node, index) => [node, index]))
  }

  /** Recurses into literals only, which are as deep as brackets are at most. */
  value(expression: ts.Expression): Value {
    const node = peel(expression)
    const ranges = { range: this.#range(node), outer: this.#range(expression) }
    const scalar = scalarOf(node)
    if (scalar !== undefined) return { kind: 'scalar', value: scalar, ...ranges }
    if (ts.isObjectLiteralExpression(node))
      return { kind: 'map', entries: node.properties.map((item) => this.#entry(item)), ...ranges }
    if (ts.isArrayLiteralExpression(node))
      return { kind: 'list', items: this.#items(node.elements), ...ranges }
    const names = (): readonly string[] => this.#namesIn(node)
    if (ts.isNewExpression(node))
      return { kind: 'new', index: this.#indexOf.get(node) ?? -1, names, ...ranges }
    if (ts.isCallExpression(node) && !node.questionDotToken) {
      const callee = this.#path(node.expression)
      if (callee !== undefined)
        return { kind: 'call', callee, items: this.#items(node.arguments), names, ...ranges }
    }
    const path = this.#path(node)
    if (path?.length === 1 && path[0] === 'undefined') return { kind: 'undefined', ...ranges }
    if (path !== undefined) return { kind: 'reference', path, ...ranges }
    return { kind: 'computed', names, ...ranges }
  }

  construction(node: ts.NewExpression, index: number): NewExpression {
    const range = this.#range(node)
    const open = node.arguments === undefined ? undefined : openParen(node, this.#file)
    const statement = this.#statement(node)
    return {
      index,
      range,
      header: { start: range.start, end: open ?? node.end },
      callee: this.#path(node.expression),
      parens: open === undefined ? undefined : { start: open, end: node.end },
      items: this.#items(node.arguments ?? []),
      holder: this.#holder(node),
      statement: statement && this.#range(statement),
      topLevel: statement !== undefined && ts.isSourceFile(statement.parent),
    }
  }

  /** A path whose first step is the id of what the name stands for; undefined when that is no variable or import. */
  #path(expression: ts.Expression): Path | undefined {
    const path = pathOf(expression)
    const root = path && rootOf(expression)
    if (path === undefined || root === undefined) return path
    const binding = this.#names.of(root)
    if (binding?.kind === 'other') return undefined
    return binding === undefined ? path : [binding.id, ...path.slice(1)]
  }

  #namesIn(root: ts.Node): readonly string[] {
    const found = new Set<string>()
    for (const node of walk(root)) {
      if (ts.isIdentifier(node) && readsValue(node)) {
        const binding = this.#names.of(node)
        if (binding?.kind !== 'other') found.add(binding?.id ?? node.text)
      } else if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword)
        found.add(`this.${node.name.text}`)
    }
    return [...found]
  }

  /** What an expression is assigned to when nothing else is done with it. */
  #holder(node: ts.NewExpression): Path | undefined {
    const outer = wrapped(node)
    const parent = outer.parent
    if (ts.isVariableDeclaration(parent)) {
      const id = this.#names.declaredBy(parent)?.id
      return id === undefined ? undefined : [id]
    }
    if (ts.isPropertyDeclaration(parent) && ts.isIdentifier(parent.name)) return ['this', parent.name.text]
    if (!ts.isBinaryExpression(parent) || parent.right !== outer) return undefined
    if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined
    return ts.isExpressionStatement(parent.parent) ? this.#path(parent.left) : undefined
  }

  #items(nodes: readonly ts.Expression[]): readonly ListItem[] {
    return nodes.map((node) => {
      const range = this.#range(node)
      if (ts.isSpreadElement(node)) return { kind: 'spread', range, value: this.value(node.expression) }
      return { kind: 'item', range, value: this.value(node) }
    })
  }

  #entry(node: ts.ObjectLiteralElementLike): MapEntry {
    const range = this.#range(node)
    if (ts.isSpreadAssignment(node)) return { kind: 'spread', range, value: this.value(node.expression) }
    const key = keyOf(node.name)
    if (key === undefined) return { kind: 'dynamic', range }
    const keyRange = this.#range(node.name)
    if (ts.isPropertyAssignment(node))
      return { kind: 'property', key, keyRange, shorthand: false, range, value: this.value(node.initializer) }
    if (ts.isShorthandPropertyAssignment(node))
      return { kind: 'property', key, keyRange, shorthand: true, range, value: this.value(node.name) }
    return { kind: 'member', key, range }
  }

  /** Remembers what it climbs: many expressions share their ancestors. */
  #statement(node: ts.Node): ts.Statement | undefined {
    const climbed: ts.Node[] = []
    let found: ts.Statement | undefined
    for (let at = node; at.parent !== undefined; at = at.parent) {
      if (this.#statements.has(at)) {
        found = this.#statements.get(at)
        break
      }
      climbed.push(at)
      // Outside of a function's or a member's expression the value does not exist yet.
      if (ts.isFunctionLike(at) || ts.isClassElement(at)) break
      if (!ts.isStatement(at)) continue
      // The body of an `if` or a loop without braces: a second statement would not belong to it.
      if (holdsStatements(at.parent)) found = at
      break
    }
    for (const at of climbed) this.#statements.set(at, found)
    return found
  }

  #range(node: ts.Node): Range {
    return rangeOf(node, this.#file)
  }
}

function holdsStatements(node: ts.Node): boolean {
  return ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node)
}

function scalarOf(node: ts.Expression): string | number | boolean | null | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isNumericLiteral(node)) return Number(node.text)
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return true
    case ts.SyntaxKind.FalseKeyword:
      return false
    case ts.SyntaxKind.NullKeyword:
      return null
  }
  if (!ts.isPrefixUnaryExpression(node) || !ts.isNumericLiteral(node.operand)) return undefined
  if (node.operator === ts.SyntaxKind.MinusToken) return -Number(node.operand.text)
  return node.operator === ts.SyntaxKind.PlusToken ? Number(node.operand.text) : undefined
}

/** The key that a name stands for, or undefined when it is computed. */
function keyOf(name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text
  if (!ts.isComputedPropertyName(name)) return undefined
  const inner = peel(name.expression)
  return ts.isStringLiteralLike(inner) ? inner.text : undefined
}

/** Offset of the `(` of the arguments: it follows the class and its type arguments. */
function openParen(node: ts.NewExpression, file: ts.SourceFile): number | undefined {
  let at = skipTrivia(file.text, node.typeArguments?.end ?? node.expression.end)
  if (node.typeArguments !== undefined && file.text[at] === '>') at = skipTrivia(file.text, at + 1)
  return file.text[at] === '(' && at < node.end ? at : undefined
}
