import { ts } from 'ts-morph'
import type { ImportedName } from './values.ts'

/** Adds what an import, or a `require` of a variable, brings as values. */
export function readImport(node: ts.Node, into: ImportedName[]): void {
  if (ts.isImportDeclaration(node)) {
    const { importClause: clause, moduleSpecifier } = node
    if (clause === undefined || clause.isTypeOnly || !ts.isStringLiteral(moduleSpecifier)) return
    const module = moduleSpecifier.text
    if (clause.name) into.push({ local: clause.name.text, module, name: 'default' })
    const names = clause.namedBindings
    if (names === undefined) return
    if (ts.isNamespaceImport(names)) into.push({ local: names.name.text, module, name: '*' })
    else
      for (const { isTypeOnly, name, propertyName } of names.elements)
        if (!isTypeOnly) into.push({ local: name.text, module, name: (propertyName ?? name).text })
  } else if (ts.isImportEqualsDeclaration(node)) {
    const from = node.moduleReference
    if (ts.isExternalModuleReference(from) && ts.isStringLiteralLike(from.expression))
      into.push({ local: node.name.text, module: from.expression.text, name: '*' })
  } else if (ts.isVariableDeclaration(node)) readRequire(node, into)
}

/** `const aws = require("@pulumi/aws")`, `const { s3 } = require(…)`. */
function readRequire(node: ts.VariableDeclaration, into: ImportedName[]): void {
  const { initializer } = node
  if (!isRequire(initializer)) return
  const module = initializer.arguments[0].text
  if (ts.isIdentifier(node.name)) into.push({ local: node.name.text, module, name: '*' })
  else if (ts.isObjectBindingPattern(node.name))
    for (const item of node.name.elements) {
      const name = item.propertyName ?? item.name
      if (ts.isIdentifier(item.name) && ts.isIdentifier(name) && !item.dotDotDotToken)
        into.push({ local: item.name.text, module, name: name.text })
    }
}

/** `require("…")`. */
export function isRequire(
  node: ts.Expression | undefined,
): node is ts.CallExpression & { readonly arguments: readonly [ts.StringLiteralLike] } {
  if (node === undefined || !ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false
  const [argument] = node.arguments
  return node.expression.text === 'require' && argument !== undefined && ts.isStringLiteralLike(argument)
}

/** Adds the local names that a statement exports. What it exports from other files is not read. */
export function readExport(node: ts.Node, into: Map<string, string>): void {
  if (ts.isExportDeclaration(node)) {
    if (
      node.moduleSpecifier ||
      node.isTypeOnly ||
      !node.exportClause ||
      !ts.isNamedExports(node.exportClause)
    )
      return
    for (const { name, propertyName } of node.exportClause.elements)
      into.set(name.text, (propertyName ?? name).text)
  } else if (ts.isExportAssignment(node)) {
    if (ts.isIdentifier(node.expression) && !node.isExportEquals) into.set('default', node.expression.text)
  } else if (ts.isVariableStatement(node)) {
    // A namespace's own exports are its members.
    if (!ts.isSourceFile(node.parent)) return
    if (!node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return
    for (const { name } of node.declarationList.declarations)
      if (ts.isIdentifier(name)) into.set(name.text, name.text)
  }
}
