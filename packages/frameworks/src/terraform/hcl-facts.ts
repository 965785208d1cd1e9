import type { Block, Expression, HclDocument } from '@regraft/syntax'
import { constantOf } from '@regraft/syntax'
import type { Declaration, FileFacts, ModuleCall, ResourceBlock } from './facts.ts'
import { fileKind } from './files.ts'
import { HclBody } from './hcl-body.ts'
import type { Body, Expr } from './source.ts'

/** What a file in native syntax declares. */
export function hclFacts(file: string, { body, text }: HclDocument): FileFacts {
  const resources: ResourceBlock[] = []
  const variables: Declaration[] = []
  const locals: Declaration[] = []
  const calls: ModuleCall[] = []
  const others: { address: string; body: Body }[] = []
  const settings = new Set<string>()
  const counts = new Map<string, number>()
  const sets = fileKind(file) === 'variables'
  for (const item of body.items) {
    if (item.kind === 'attribute') {
      if (sets) settings.add(item.name)
      continue
    }
    const index = counts.get(item.type) ?? 0
    counts.set(item.type, index + 1)
    const inner = new HclBody(item.body, text, { file, path: [item.type, index] })
    const [first, second] = item.labels
    if (item.type === 'resource' && first && second) {
      resources.push({ type: first.value, name: second.value, body: inner })
    } else if (item.type === 'variable' && first) {
      variables.push(declared(first.value, 'default', inner))
    } else if (item.type === 'locals') {
      for (const name of attributeNames(item)) locals.push(declared(name, name, inner))
    } else if (item.type === 'module' && first) {
      calls.push({ name: first.value, source: plainString(inner.attribute('source')), body: inner })
    } else {
      others.push({ address: [item.type, ...item.labels.map((label) => label.value)].join('.'), body: inner })
    }
  }
  return { file, resources, variables, locals, calls, others, settings }
}

function declared(name: string, attribute: string, body: HclBody): Declaration {
  const place = { file: body.place.file, path: [...body.place.path, attribute] }
  return { name, expr: body.attribute(attribute), place }
}

function attributeNames(block: Block): readonly string[] {
  return block.body.items.flatMap((item) => (item.kind === 'attribute' ? [item.name] : []))
}

function plainString(expr: Expr | undefined): string | undefined {
  const node: Expression | undefined = expr?.syntax === 'hcl' ? expr.node : undefined
  const value = node && constantOf(node)
  return typeof value === 'string' ? value : undefined
}
