import type { Range } from '@regraft/model'
import { ts } from 'ts-morph'
import { readExport, readImport } from './modules.ts'
import { rangeOf, readsValue, walk } from './nodes.ts'
import type { ImportedName } from './values.ts'

/** What one walk over a file's tree collects, all in the order of the text. */
export class Survey {
  readonly file: ts.SourceFile
  readonly news: ts.NewExpression[] = []
  /** How often each name is bound: by a variable, parameter, function, class, import … */
  readonly bound: Map<string, number> = new Map()
  readonly declarations: Map<string, ts.VariableDeclaration> = new Map()
  /** Names read or assigned as values, by name. */
  readonly uses: Map<string, ts.Identifier[]> = new Map()
  readonly imports: ImportedName[] = []
  /** Exported name → local name. */
  readonly exports: Map<string, string> = new Map()
  /** Literals that may hold what looks like a comment. */
  readonly atoms: Range[] = []
  readonly literals: (ts.ObjectLiteralExpression | ts.ArrayLiteralExpression)[] = []
  /** Statements that end with a semicolon where a file uses them. */
  readonly statements: ts.Statement[] = []

  constructor(file: ts.SourceFile) {
    this.file = file
    for (const node of walk(file)) collectors.get(node.kind)?.(this, node)
  }
}

type Collector = (into: Survey, node: ts.Node) => void

const { SyntaxKind } = ts

/** By kind of node: looking one up is far cheaper than asking every node what it is. */
const collectors: ReadonlyMap<ts.SyntaxKind, Collector> = new Map([
  on(SyntaxKind.Identifier, ts.isIdentifier, (into, node) => {
    if (readsValue(node)) push(into.uses, node.text, node)
  }),
  on(SyntaxKind.NewExpression, ts.isNewExpression, (into, node) => into.news.push(node)),
  on(SyntaxKind.ObjectLiteralExpression, ts.isObjectLiteralExpression, (into, node) =>
    into.literals.push(node),
  ),
  on(SyntaxKind.ArrayLiteralExpression, ts.isArrayLiteralExpression, (into, node) =>
    into.literals.push(node),
  ),
  on(SyntaxKind.VariableDeclaration, ts.isVariableDeclaration, (into, node) => {
    bind(into, node)
    if (ts.isIdentifier(node.name)) into.declarations.set(node.name.text, node)
    readImport(node, into.imports)
  }),
  ...[
    SyntaxKind.Parameter,
    SyntaxKind.BindingElement,
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.FunctionExpression,
    SyntaxKind.ClassDeclaration,
    SyntaxKind.ClassExpression,
    SyntaxKind.EnumDeclaration,
    SyntaxKind.ModuleDeclaration,
    SyntaxKind.ImportClause,
    SyntaxKind.ImportSpecifier,
    SyntaxKind.NamespaceImport,
  ].map((kind): [ts.SyntaxKind, Collector] => [kind, bind]),
  ...[
    SyntaxKind.StringLiteral,
    SyntaxKind.NoSubstitutionTemplateLiteral,
    SyntaxKind.RegularExpressionLiteral,
    SyntaxKind.TemplateHead,
    SyntaxKind.TemplateMiddle,
    SyntaxKind.TemplateTail,
  ].map((kind): [ts.SyntaxKind, Collector] => [
    kind,
    (into, node) => into.atoms.push(rangeOf(node, into.file)),
  ]),
  on(SyntaxKind.ExpressionStatement, ts.isExpressionStatement, (into, node) => into.statements.push(node)),
  on(SyntaxKind.VariableStatement, ts.isVariableStatement, (into, node) => {
    into.statements.push(node)
    readExport(node, into.exports)
  }),
  on(SyntaxKind.ImportDeclaration, ts.isImportDeclaration, (into, node) => {
    into.statements.push(node)
    readImport(node, into.imports)
  }),
  on(SyntaxKind.ImportEqualsDeclaration, ts.isImportEqualsDeclaration, (into, node) => {
    bind(into, node)
    readImport(node, into.imports)
  }),
  on(SyntaxKind.ExportDeclaration, ts.isExportDeclaration, (into, node) => readExport(node, into.exports)),
  on(SyntaxKind.ExportAssignment, ts.isExportAssignment, (into, node) => readExport(node, into.exports)),
])

function on<T extends ts.Node>(
  kind: ts.SyntaxKind,
  is: (node: ts.Node) => node is T,
  collect: (into: Survey, node: T) => unknown,
): [ts.SyntaxKind, Collector] {
  return [
    kind,
    (into, node) => {
      if (is(node)) collect(into, node)
    },
  ]
}

/** Counts the name that a declaration binds for values, if it has a plain one. */
function bind(into: Survey, node: ts.Node): void {
  const { name } = node as ts.NamedDeclaration
  if (name !== undefined && ts.isIdentifier(name))
    into.bound.set(name.text, (into.bound.get(name.text) ?? 0) + 1)
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}
