import type { Path } from '@regraft/model'
import { type Body, type DocumentOp, type Expression, type HclDocument, keyOf } from '@regraft/syntax'
import { block, content, reference } from './content.ts'

/** What stands at the paths of a text. */
interface Sites {
  readonly attributes: Path[]
  readonly bodies: Path[]
  readonly blocks: Path[]
  readonly objects: Path[]
  readonly entries: Path[]
  readonly tuples: { readonly path: Path; readonly length: number }[]
  readonly elements: Path[]
}

function sitesOf(document: HclDocument): Sites {
  const sites: Sites = {
    attributes: [],
    bodies: [[]],
    blocks: [],
    objects: [],
    entries: [],
    tuples: [],
    elements: [],
  }
  fromBody(document.body, [], sites)
  return sites
}

function fromBody(body: Body, path: Path, sites: Sites): void {
  const counts = new Map<string, number>()
  for (const item of body.items) {
    if (item.kind === 'attribute') {
      sites.attributes.push([...path, item.name])
      fromValue(item.value, [...path, item.name], sites)
      continue
    }
    const index = counts.get(item.type) ?? 0
    counts.set(item.type, index + 1)
    const at = [...path, item.type, index]
    sites.blocks.push(at)
    sites.bodies.push(at)
    fromBody(item.body, at, sites)
  }
}

function fromValue(value: Expression, path: Path, sites: Sites): void {
  if (value.kind === 'parentheses') fromValue(value.expression, path, sites)
  if (value.kind === 'tuple') {
    sites.tuples.push({ path, length: value.items.length })
    value.items.forEach((item, i) => {
      sites.elements.push([...path, i])
      fromValue(item, [...path, i], sites)
    })
  }
  if (value.kind !== 'object') return
  sites.objects.push(path)
  for (const item of value.items) {
    const key = keyOf(item)
    if (key === undefined || value.items.filter((other) => keyOf(other) === key).length > 1) continue
    sites.entries.push([...path, key])
    fromValue(item.value, [...path, key], sites)
  }
}

const values = [
  content('new ${x} %{y} "q" \\ \n'),
  content(true),
  content(-1.5),
  content(null),
  content(['a', 'b']),
  content([]),
  content({ 'a key': 1, b: [{ c: 'd' }], long_name: {} }),
  content(reference('aws_kms_key', 'k', 'arn')),
  content([{ a: 1, bcd: 2 }, { a: 3 }]),
]

/** Operations for a text: every kind at every kind of place, `pick` chooses. */
export function operationsFor(document: HclDocument, pick: (count: number) => number): DocumentOp[] {
  const sites = sitesOf(document)
  const ops: DocumentOp[] = []
  const from = <T>(list: readonly T[], make: (site: T) => readonly DocumentOp[]): void => {
    if (list.length > 0) ops.push(...make(list[pick(list.length)] as T))
  }
  const value = () => values[pick(values.length)] ?? content(null)
  const valued = [...sites.attributes, ...sites.entries, ...sites.elements]
  from(valued, (path) => [{ op: 'put', path, content: value() }])
  from(sites.attributes, (path) => [
    { op: 'put', path, content: value() },
    { op: 'remove', path },
  ])
  from(sites.entries, (path) => [
    { op: 'put', path, content: value() },
    { op: 'remove', path },
  ])
  from(sites.elements, (path) => [
    { op: 'put', path, content: value() },
    { op: 'remove', path },
  ])
  from(sites.blocks, (path) => [{ op: 'remove', path }])
  from(sites.bodies, (path) => [
    { op: 'put', path: [...path, 'zz'], content: value() },
    { op: 'put', path: [...path, 'a_rather_long_new_name'], content: value() },
    {
      op: 'put',
      path: [...path, 'new_block'],
      content: content(block({ a: 1, bcd: true, inner: block({}) })),
    },
    { op: 'put', path: [...path, 'two'], content: content([block({ a: 1 }), block({ a: 2 })]) },
  ])
  from(sites.objects, (path) => [
    { op: 'put', path: [...path, 'zz'], content: value() },
    { op: 'put', path: [...path, 'a new/key'], content: value() },
    { op: 'put', path, content: content({ one: 1, two: 'two' }) },
  ])
  from(sites.tuples, ({ path, length }) => [{ op: 'put', path: [...path, length], content: value() }])
  from([...sites.attributes, ...sites.entries, ...sites.blocks], (path) => [
    { op: 'rename', path, to: 'renamed' },
  ])
  from(sites.blocks, (path) => [
    { op: 'put', path, content: content(block({ a: 1, inner: block({ b: [] }) })) },
    { op: 'insert', after: path, content: content(block({ a: 1 }, ['l', 'm'], 'inserted')) },
  ])
  return ops
}
