import type { Json } from '@regraft/model'
import type { Body, Expression } from '@regraft/syntax'
import { hclSyntax } from '@regraft/syntax'
import { nodesOf } from './nodes.ts'
import type { VariableSet } from './oracle.ts'
import { Random } from './random.ts'
import { variables } from './variables.ts'

/** The texts of the expressions of all arguments of Terraform files, each once, in order. */
export function expressionsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = new Set<string>()
  for (const [path, text] of Object.entries(files)) {
    if (!/\.(tf|tfvars)$/.test(path)) continue
    const { body, diagnostics } = hclSyntax.parse(text)
    if (diagnostics.length === 0)
      for (const { start, end } of argumentsOf(body))
        texts.add(text.slice(start, end).replaceAll('\r\n', '\n'))
  }
  return [...texts]
}

function argumentsOf(body: Body): readonly Expression[] {
  return body.items.flatMap((item) => (item.kind === 'attribute' ? [item.value] : argumentsOf(item.body)))
}

/** Nothing is known. */
export const unknownRoots: VariableSet = { vars: [], open: true }

/**
 * Every `var.x`, `local.x` and `each.x` that expressions name has some value of the generated expressions, by chance but
 * the same for the same seed. What other roots are stays unknown.
 */
export function guessedRoots(expressions: readonly string[], seed: number): VariableSet {
  const pool = variables.filter(([name]) => name !== 'var').map(([, form]) => form)
  const roots = new Map<string, Map<string, Json>>()
  const named = new Set(expressions.flatMap(referencesIn))
  for (const [i, reference] of [...named].sort().entries()) {
    const [root = '', name = ''] = reference.split('.')
    const fields = roots.get(root) ?? new Map<string, Json>()
    roots.set(root, fields.set(name, new Random(seed, i).pick(pool)))
  }
  return {
    open: true,
    vars: [...roots].map(([root, fields]) => [root, ['o', [...fields].map(([name, form]) => [name, form])]]),
  }
}

function referencesIn(expression: string): readonly string[] {
  const { body } = hclSyntax.parse(`a = ${expression}\n`)
  return nodesOf(body).flatMap((node) => {
    if (node.kind !== 'traversal' || node.source.kind !== 'variable') return []
    const [step] = node.steps
    const { name } = node.source
    return step?.kind === 'attribute' && ['var', 'local', 'each'].includes(name)
      ? [`${name}.${step.name}`]
      : []
  })
}
