import type { Json } from '@regraft/model'
import type { Block, HclDocument } from '@regraft/syntax'
import { constantOf } from '@regraft/syntax/hcl'
import type { Declaration, FileFacts, Mutable } from './facts.ts'
import { emptyFacts } from './facts.ts'
import { blocksOf } from './hcl-blocks.ts'
import type { HclBody } from './hcl-body.ts'

/** What a file in native syntax declares; `sets`: its attributes are values of variables. */
export function hclFacts(file: string, document: HclDocument, sets: boolean): FileFacts {
  const facts: Mutable<FileFacts> = emptyFacts(file)
  const { body, text } = document
  for (const item of sets ? body.items : [])
    if (item.kind === 'attribute')
      facts.settings.push({
        name: item.name,
        expr: { syntax: 'hcl', node: item.value, text },
        place: { file, path: [item.name] },
      })
  for (const { block, body: written } of blocksOf(file, document)) addBlock(facts, block, written)
  return facts
}

function addBlock(facts: Mutable<FileFacts>, block: Block, body: HclBody): void {
  const [first, second] = block.labels
  const { type } = block
  if ((type === 'resource' || type === 'data') && first && second) {
    const declared = { type: first.value, name: second.value, body }
    if (type === 'resource') facts.resources.push(declared)
    else facts.data.push(declared)
  } else if (type === 'variable' && first) {
    facts.variables.push({
      ...declared(first.value, 'default', body),
      type: body.attribute('type'),
      nullable: constantIn(body, 'nullable') !== false,
    })
  } else if (type === 'locals') {
    for (const name of attributeNames(block)) facts.locals.push(declared(name, name, body))
  } else if (type === 'output' && first) {
    facts.outputs.push(declared(first.value, 'value', body))
  } else if (type === 'module' && first) {
    const source = constantIn(body, 'source')
    facts.calls.push({ name: first.value, source: typeof source === 'string' ? source : undefined, body })
  } else {
    facts.others.push({ address: [type, ...block.labels.map((label) => label.value)].join('.'), body })
  }
}

function declared(name: string, attribute: string, body: HclBody): Declaration {
  const place = { file: body.place.file, path: [...body.place.path, attribute] }
  return { name, expr: body.attribute(attribute), place }
}

function constantIn(body: HclBody, name: string): Json | undefined {
  const expr = body.attribute(name)
  return expr?.syntax === 'hcl' ? constantOf(expr.node) : undefined
}

function attributeNames(block: Block): readonly string[] {
  return block.body.items.flatMap((item) => (item.kind === 'attribute' ? [item.name] : []))
}
