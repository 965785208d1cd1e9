import type { Path } from '@regraft/model'
import { ts } from 'ts-morph'
import { isRequire } from './modules.ts'

/** One thing that a name stands for in part of a file. */
export interface Binding {
  /** Unique in the file: the name, for a further variable of that name `name#2` and so on in the order of their text. */
  readonly id: string
  readonly kind: 'variable' | 'import' | 'other'
  /** Of a variable: `name = value` in a statement of its own. */
  readonly declaration?: ts.VariableDeclaration
  /** Where the file reads or assigns it. */
  readonly uses: ts.Identifier[]
}

/** Part of a file in which names are bound. */
export class Scope {
  readonly parent: Scope | undefined
  /** Where `var` goes: a function or the file. */
  readonly isFunction: boolean
  readonly #bindings = new Map<string, Binding>()

  constructor(parent: Scope | undefined, isFunction: boolean) {
    this.parent = parent
    this.isFunction = isFunction
  }

  /** Binds a name; one that is bound twice here stands for nothing in particular. */
  bind(name: string, binding: Binding): void {
    this.#bindings.set(name, this.#bindings.has(name) ? { id: name, kind: 'other', uses: [] } : binding)
  }

  find(name: string): Binding | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const binding = scope.#bindings.get(name)
      if (binding !== undefined) return binding
    }
    return undefined
  }

  get function(): Scope {
    let scope: Scope = this
    while (!scope.isFunction && scope.parent !== undefined) scope = scope.parent
    return scope
  }
}

const { SyntaxKind } = ts

/** Nodes whose names are not seen outside, and whether a `var` stays inside too. */
const scoping: ReadonlyMap<ts.SyntaxKind, boolean> = new Map([
  [SyntaxKind.SourceFile, true],
  [SyntaxKind.FunctionDeclaration, true],
  [SyntaxKind.FunctionExpression, true],
  [SyntaxKind.ArrowFunction, true],
  [SyntaxKind.MethodDeclaration, true],
  [SyntaxKind.Constructor, true],
  [SyntaxKind.GetAccessor, true],
  [SyntaxKind.SetAccessor, true],
  [SyntaxKind.ClassStaticBlockDeclaration, true],
  [SyntaxKind.ModuleDeclaration, true],
  [SyntaxKind.ClassExpression, false],
  [SyntaxKind.Block, false],
  [SyntaxKind.CaseBlock, false],
  [SyntaxKind.CatchClause, false],
  [SyntaxKind.ForStatement, false],
  [SyntaxKind.ForInStatement, false],
  [SyntaxKind.ForOfStatement, false],
])

/**
 * Visits every node in the order of the text with the scope that it stands in. No recursion: left-deep trees may be very
 * deep. `inner` is the scope of what is inside the node.
 */
export function walkScopes(
  file: ts.SourceFile,
  visit: (node: ts.Node, scope: Scope, inner: Scope) => void,
): void {
  const stack: [ts.Node, Scope][] = [[file, new Scope(undefined, true)]]
  let inner = new Scope(undefined, true)
  const push = (child: ts.Node): void => {
    stack.push([child, inner])
  }
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, scope] = top
    const isFunction = scoping.get(node.kind)
    inner = isFunction === undefined ? scope : new Scope(scope, isFunction)
    visit(node, scope, inner)
    const at = stack.length
    ts.forEachChild(node, push)
    // Reversed in place, so that the first child is next.
    for (let i = at, j = stack.length - 1; i < j; i++, j--) {
      const first = stack[i] as [ts.Node, Scope]
      stack[i] = stack[j] as [ts.Node, Scope]
      stack[j] = first
    }
  }
}

/** What stands for names in a file: collected in one walk, resolved when it is over, for a use may come first. */
export class Names {
  readonly #scopeOf = new Map<ts.Identifier, Scope>()
  readonly #byId = new Map<string, Binding>()
  readonly #byDeclaration = new Map<ts.Node, Binding>()
  readonly #counts = new Map<string, number>()
  #file: Scope | undefined

  /** Begins with the scope of the file itself. */
  open(file: Scope): void {
    this.#file = file
  }

  /** What a name stands for outside of functions and blocks. */
  topLevel(name: string): Binding | undefined {
    return this.#file?.find(name)
  }

  use(node: ts.Identifier, scope: Scope): void {
    this.#scopeOf.set(node, scope)
  }

  /** Binds the name that a declaration has, in the scope where it is seen. */
  declare(node: ts.NamedDeclaration, scope: Scope, inner: Scope): void {
    const { name } = node
    if (name === undefined || !ts.isIdentifier(name)) return
    const own = node.kind === SyntaxKind.FunctionExpression || node.kind === SyntaxKind.ClassExpression
    const where = own ? inner : isVar(node) ? scope.function : scope
    const binding = this.#binding(node, name.text)
    where.bind(name.text, binding)
    this.#byDeclaration.set(node, binding)
  }

  /** Fills the uses of every binding. */
  close(): void {
    for (const [node, scope] of this.#scopeOf) scope.find(node.text)?.uses.push(node)
  }

  /** What an identifier stands for; undefined for names that the file does not bind. */
  of(node: ts.Identifier): Binding | undefined {
    return this.#scopeOf.get(node)?.find(node.text)
  }

  byId(id: string): Binding | undefined {
    return this.#byId.get(id)
  }

  declaredBy(node: ts.Node): Binding | undefined {
    return this.#byDeclaration.get(node)
  }

  #binding(node: ts.NamedDeclaration, name: string): Binding {
    const kind = isVariable(node) ? 'variable' : isImport(node) ? 'import' : 'other'
    if (kind === 'other') return { id: name, kind, uses: [] }
    // A variable that hides an import is another name.
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    if (!isVariable(node)) return { id: name, kind, uses: [] }
    const id = count === 1 ? name : `${name}#${count}`
    const binding: Binding = { id, kind: 'variable', declaration: node, uses: [] }
    this.#byId.set(id, binding)
    return binding
  }
}

const imports: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.ImportClause,
  SyntaxKind.ImportSpecifier,
  SyntaxKind.NamespaceImport,
  SyntaxKind.ImportEqualsDeclaration,
])

/** Also `const { s3 } = require(…)`. */
function isImport(node: ts.Node): boolean {
  if (imports.has(node.kind)) return true
  const declaration = ts.isBindingElement(node) ? node.parent.parent : undefined
  return (
    declaration !== undefined && ts.isVariableDeclaration(declaration) && isRequire(declaration.initializer)
  )
}

/** A variable with a value in a statement of its own: not that of a loop. */
function isVariable(node: ts.Node): node is ts.VariableDeclaration {
  return (
    ts.isVariableDeclaration(node) &&
    node.initializer !== undefined &&
    ts.isVariableDeclarationList(node.parent) &&
    ts.isVariableStatement(node.parent.parent)
  )
}

function isVar(node: ts.Node): boolean {
  let at = node
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at))
    at = at.parent
  if (!ts.isVariableDeclaration(at) || !ts.isVariableDeclarationList(at.parent)) return false
  return (at.parent.flags & ts.NodeFlags.BlockScoped) === 0
}

/** A reference as the text has it: the second variable of a name, `name#2`, is written `name`. */
export function writtenPath(path: Path): Path {
  const [first, ...rest] = path
  return typeof first === 'string' ? [first.replace(/#\d+$/, ''), ...rest] : path
}
