import type { Range } from '@regraft/model'
import { ts } from 'ts-morph'
import { readExport, readImport } from './modules.ts'
import { rangeOf, readsValue } from './nodes.ts'
import { Names, walkScopes } from './scopes.ts'
import type { ImportedName } from './values.ts'

/** What one walk over a file's tree collects, all in the order of the text. */
export class Survey {
  readonly file: ts.SourceFile
  readonly news: ts.NewExpression[] = []
  readonly names: Names = new Names()
  readonly imports: ImportedName[] = []
  /** Exported name → name in the file, of a variable its id. */
  readonly exports: Map<string, string> = new Map()
  /** Literals that may hold what looks like a comment. */
  readonly atoms: Range[] = []
  readonly literals: (ts.ObjectLiteralExpression | ts.ArrayLiteralExpression)[] = []
  /** Statements that end with a semicolon where a file uses them. */
  readonly statements: ts.Statement[] = []

  constructor(file: ts.SourceFile) {
    this.file = file
    walkScopes(file, (node, scope, inner) => {
      if (node === file) this.names.open(inner)
      // The table has nodes that may have a name only.
      if (naming.has(node.kind)) this.names.declare(node as ts.NamedDeclaration, scope, inner)
      if (ts.isIdentifier(node)) {
        if (readsValue(node)) this.names.use(node, scope)
        return
      }
      collectors.get(node.kind)?.(this, node)
    })
    this.names.close()
    for (const [name, local] of this.exports) this.exports.set(name, this.names.topLevel(local)?.id ?? local)
  }
}

type Collector = (into: Survey, node: ts.Node) => void

const { SyntaxKind } = ts

/** Nodes that bind a name for values. Types and interfaces bind none. */
const naming: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.VariableDeclaration,
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
  SyntaxKind.ImportEqualsDeclaration,
])

/** By kind of node: looking one up is far cheaper than asking every node what it is. */
const collectors: ReadonlyMap<ts.SyntaxKind, Collector> = new Map([
  on(SyntaxKind.NewExpression, ts.isNewExpression, (into, node) => into.news.push(node)),
  on(SyntaxKind.ObjectLiteralExpression, ts.isObjectLiteralExpression, (into, node) =>
    into.literals.push(node),
  ),
  on(SyntaxKind.ArrayLiteralExpression, ts.isArrayLiteralExpression, (into, node) =>
    into.literals.push(node),
  ),
  on(SyntaxKind.VariableDeclaration, ts.isVariableDeclaration, (into, node) =>
    readImport(node, into.imports),
  ),
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
  on(SyntaxKind.ImportEqualsDeclaration, ts.isImportEqualsDeclaration, (into, node) =>
    readImport(node, into.imports),
  ),
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
