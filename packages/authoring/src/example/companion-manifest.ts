import type { Resource } from '@regraft/frameworks'
import type { Json, JsonObject, Path } from '@regraft/model'
import { equalJson, isList, isObject, valueAt } from '@regraft/model'
import type { CompanionRule } from './companion-rule.ts'
import { fixValue, term } from './rego-text.ts'

/** A manifest that an example adds, and the one that it serves. */
export interface ManifestCompanion {
  readonly type: string
  readonly input: JsonObject
  readonly to: Resource
  /** By what it serves the other, the first the most telling. */
  readonly links: readonly Link[]
}

/** A value that both manifests hold. */
interface Link {
  /** Where it stands in the new one. */
  readonly at: Path
  /** Where the other holds it. */
  readonly from: Path
}

/** Labels by which others select what a manifest runs. */
const labels: readonly Path[] = [
  ['spec', 'selector', 'matchLabels'],
  ['spec', 'selector'],
  ['spec', 'template', 'metadata', 'labels'],
  ['metadata', 'labels'],
]

/** The manifest that a new one serves: whose namespace it is in, whose pods it selects, which it names. */
export function manifestCompanion(
  { type, input }: Resource,
  before: readonly Resource[],
): ManifestCompanion | undefined {
  const found = before.map((to) => ({ type, input, to, links: linksOf(input, to) }))
  const [companion] = found
    .filter(({ links }) => links.length > 0)
    .sort((a, b) => b.links.length - a.links.length)
  return companion
}

export function manifestRule({ type, input, to, links }: ManifestCompanion): CompanionRule {
  const same = links.map(({ at, from }) => `object.get(other, ${term([...at])}, null) == ${own(from)}`)
  const others = `[other | some other in data.regraft.resources[${term(type)}]; ${[...same, ...beside(to)].join('; ')}]`
  return {
    type: to.type,
    uses: type,
    says: `no ${type} belongs to it`,
    does: `Add a ${type}`,
    guard: `input.kind == ${term(to.type.split('.')[0] ?? to.type)}`,
    condition: `count(${others}) == 0`,
    operation: `fix.add_resource(${term(type)}, ${nameIn(input, to)}, ${written(input, [], { to, links })})`,
  }
}

function linksOf(input: JsonObject, to: Resource): readonly Link[] {
  const name = valueAt(to.input, ['metadata', 'name'])
  const namespaces = to.type === 'Namespace'
  return leaves(input, []).flatMap(([at, value]): Link[] => {
    const from = isObject(value)
      ? labels.find((path) => equalJson(valueAt(to.input, path), value))
      : undefined
    if (from !== undefined && Object.keys(value as JsonObject).length > 0) return [{ at, from }] // an object has labels
    const names = namespaces ? at.at(-1) === 'namespace' : at.length > 2 && at.at(-1) === 'name'
    return names && value === name ? [{ at, from: ['metadata', 'name'] }] : []
  })
}

/** Every text and every object below the members that say what a manifest is. */
function leaves(value: Json, at: Path): readonly (readonly [Path, Json])[] {
  if (typeof value === 'string') return [[at, value]]
  if (isList(value)) return value.flatMap((item, i) => leaves(item, [...at, i]))
  if (!isObject(value)) return []
  return [[at, value], ...Object.entries(value).flatMap(([key, member]) => leaves(member, [...at, key]))]
}

/** Two manifests in one namespace, written or not. */
function beside({ type }: Resource): readonly string[] {
  return type === 'Namespace'
    ? []
    : ['object.get(other, ["metadata", "namespace"], "") == object.get(input, ["metadata", "namespace"], "")']
}

function own(path: Path): string {
  return `input${path.map((step) => `[${term(step)}]`).join('')}`
}

/** Called after the other where the example does so. */
function nameIn(input: JsonObject, { input: other }: Resource): string {
  const [name, base] = [valueAt(input, ['metadata', 'name']), valueAt(other, ['metadata', 'name'])]
  if (typeof name !== 'string' || typeof base !== 'string' || !name.startsWith(base)) return term(name ?? '')
  const rest = name.slice(base.length)
  return rest === '' ? own(['metadata', 'name']) : `concat("", [${own(['metadata', 'name'])}, ${term(rest)}])`
}

function written(value: Json, at: Path, rule: Pick<ManifestCompanion, 'to' | 'links'>): string {
  const link = rule.links.find((each) => equalJson([...each.at], [...at]))
  if (link !== undefined) return own(link.from)
  if (isList(value)) return `[${value.map((item, i) => written(item, [...at, i], rule)).join(', ')}]`
  if (!isObject(value)) return fixValue(value)
  const members = Object.entries(value)
    .filter(([key]) => rule.to.type === 'Namespace' || term([...at, key]) !== '["metadata","namespace"]')
    .map(([key, member]) => `${term(key)}: ${memberOf(key, member, [...at, key], rule, value)}`)
  const object = `{${members.join(', ')}}`
  // A manifest without a namespace is in whichever it is applied to, and so is what serves it.
  return term([...at]) === '["metadata"]' && rule.to.type !== 'Namespace'
    ? `object.union(${object}, object.filter(input.metadata, {"namespace"}))`
    : object
}

function memberOf(
  key: string,
  member: Json,
  at: Path,
  rule: Pick<ManifestCompanion, 'to' | 'links'>,
  parent: JsonObject,
): string {
  return term([...at]) === '["metadata","name"]' && key === 'name'
    ? nameIn({ metadata: parent }, rule.to)
    : written(member, at, rule)
}
