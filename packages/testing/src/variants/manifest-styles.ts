import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { Variant, Written } from './variant.ts'

interface Layout {
  /** Spaces before the dash of a list below its key. */
  readonly indent: number
  /** The item starts on the line after its dash. */
  readonly loneDash: boolean
}

/**
 * The manifests of a case in other styles: flow, block with lists indented or not, a dash alone on its line, JSON. Made
 * from the model, which for a manifest is the document as it stands.
 */
export function manifestVariants({ before, models, healedModels }: Written): Variant[] {
  const paths = Object.keys(before)
  const [path] = paths
  if (path === undefined || paths.length > 1 || !/(?<!\.tf)\.(ya?ml|json)$/.test(path)) return []
  const documents = models.map(({ input }) => input)
  if (documents.length === 0) return []
  const stream = (write: (document: Json) => string): { readonly [path: string]: string } => ({
    'main.yaml': documents.map((document) => `${write(document)}\n`).join('---\n'),
  })
  const block = (layout: Layout): { readonly [path: string]: string } =>
    stream((document) => blockStyle(document, 0, layout).trimStart())
  const variants: Variant[] = [
    { name: 'flow style', before: stream((document) => JSON.stringify(document)) },
    { name: 'block style', before: block({ indent: 2, loneDash: false }) },
    { name: 'lists not indented', before: block({ indent: 0, loneDash: false }) },
    { name: 'dash alone', before: block({ indent: 2, loneDash: true }) },
  ]
  const [only] = documents
  if (only !== undefined && documents.length === 1) {
    // A JSON file holds one manifest: where the fix adds another, it is a list.
    const whole: Json = healedModels.length > 1 ? { apiVersion: 'v1', kind: 'List', items: documents } : only
    variants.push({ name: 'json', before: { 'main.json': `${JSON.stringify(whole, null, 2)}\n` } })
    variants.push({
      name: 'json with tabs',
      before: { 'main.json': `${JSON.stringify(whole, null, '\t')}\n` },
    })
    variants.push({ name: 'compact json', before: { 'main.json': JSON.stringify(whole) } })
  }
  return variants
}

/** A value as YAML in block style at an indent; scalars quoted where a plain one could be read as something else. */
function blockStyle(value: Json, indent: number, layout: Layout): string {
  const space = ' '.repeat(indent)
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value)
      .map(([key, member]) => `\n${space}${scalar(key)}:${below(member, indent, layout)}`)
      .join('')
  if (isList(value) && value.length > 0)
    return value.map((item) => `\n${space}-${inside(item, indent, layout)}`).join('')
  return ` ${isList(value) || isObject(value) ? JSON.stringify(value) : scalar(value)}`
}

function below(value: Json, indent: number, layout: Layout): string {
  return blockStyle(value, indent + (isList(value) ? layout.indent : 2), layout)
}

function inside(item: Json, indent: number, layout: Layout): string {
  const text = blockStyle(item, indent + 2, layout)
  return layout.loneDash || !text.startsWith('\n') ? text : ` ${text.trimStart()}`
}

function scalar(value: Json): string {
  if (typeof value !== 'string') return String(value)
  const plain = /^[A-Za-z][\w./-]*$/.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value)
  return plain ? value : JSON.stringify(value)
}
