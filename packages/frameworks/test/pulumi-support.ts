import type { Json, JsonObject, Path } from '@regraft/model'
import { applyEdits, isList, isObject } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import { expect } from 'vitest'
import type { Change, Landing, Loaded, Resource } from '../src/framework.ts'
import { pulumiFramework } from '../src/pulumi.ts'

export type Texts = { readonly [path: string]: string }

/** All units of some files, read together. */
export function loadAll(texts: Texts): {
  readonly units: readonly Loaded[]
  readonly read: (path: string) => Document | undefined
} {
  const heads = Object.entries(texts).map(([path, text]) => ({ path, head: text.slice(0, 4096) }))
  const documents = new Map(heads.map(({ path }) => [path, pulumiFramework.parse(path, texts[path] ?? '')]))
  const read = (path: string): Document | undefined => documents.get(path)
  return { units: pulumiFramework.units(heads).map((unit) => pulumiFramework.load(unit, read)), read }
}

export const header = 'import * as aws from "@pulumi/aws";\nimport * as k8s from "@pulumi/kubernetes";\n'

/** The resources of one file. */
export function resources(text: string): readonly Resource[] {
  return loadAll({ 'index.ts': text }).units[0]?.resources ?? []
}

export function inputOf(text: string, address?: string): JsonObject {
  const all = resources(text)
  const found = address === undefined ? all[0] : all.find((one) => one.address === address)
  if (found === undefined) throw new Error(`no ${address} among ${all.map((one) => one.address).join(', ')}`)
  return found.input
}

/** The model after a change, told without the framework. */
function changed(node: Json | undefined, path: Path, change: Change): Json {
  const [step, ...rest] = path
  if (step === undefined) return change.kind === 'put' ? change.value : (node ?? null)
  if (typeof step === 'number') {
    const list = isList(node) ? [...node] : []
    if (rest.length === 0 && change.kind === 'remove') return list.filter((_, i) => i !== step)
    list[step] = changed(list[step], rest, change)
    return list
  }
  const object: JsonObject = isObject(node) ? node : {}
  if (rest.length === 0 && change.kind === 'remove') {
    const { [step]: _, ...others } = object
    return others
  }
  if (rest.length === 0 && change.kind === 'rename')
    return Object.fromEntries(
      Object.entries(object).map(([key, value]) => [key === step ? change.to : key, value]),
    )
  return { ...object, [step]: changed(object[step], rest, change) }
}

export interface Outcome {
  readonly texts: Texts
  readonly landing: Landing
  readonly after: Loaded
}

/**
 * Lands a change of one resource, or `!` and the code of the refusal. Proves that loading again yields the model with the
 * change applied, at every place that the landing names and nowhere else, and no syntax error.
 */
export function landed(texts: Texts, address: string, change: Change): Outcome | string {
  const { units, read } = loadAll(texts)
  const before = units.find((unit) => unit.resources.some((one) => one.address === address))
  const resource = before?.resources.find((one) => one.address === address)
  if (before === undefined || resource === undefined) throw new Error(`no ${address}`)
  const landing = pulumiFramework.land(change, resource, before, read)
  if (!landing.ok) return `!${landing.error.code}`
  const edited: Record<string, string> = { ...texts }
  for (const { file, op } of landing.value.ops) {
    const edits = pulumiFramework.parse(file, edited[file] ?? '').edits(op)
    if (!edits.ok) return `!${edits.error.code}`
    edited[file] = applyEdits(edited[file] ?? '', edits.value)
    expect(pulumiFramework.parse(file, edited[file] ?? '').diagnostics).toEqual([])
  }
  const after = loadAll(edited).units.find((unit) => unit.unit.id === before.unit.id)
  if (after === undefined) throw new Error('the unit is gone')
  for (const one of before.resources) {
    const own = one.address === address && change.kind !== 'add_resource' ? [change] : []
    const others = landing.value.also.filter((other) => other.address === one.address)
    const changes = [...own, ...others.map((other) => ({ ...change, path: other.path }) as Change)]
    const expected = changes.reduce<Json>(
      (model, next) => (next.kind === 'add_resource' ? model : changed(model, next.path, next)),
      one.input,
    )
    expect(after.resources.find((other) => other.address === one.address)?.input, one.address).toEqual(
      expected,
    )
  }
  const added = change.kind === 'add_resource' ? 1 : 0
  expect(after.resources.length).toBe(before.resources.length + added)
  return { texts: edited, landing: landing.value, after }
}

/** The text of one file after a change, without the header. */
export function put(text: string, address: string, path: Path, value: Json): string {
  return textOf(landed({ 'index.ts': header + text }, address, { kind: 'put', path, value }))
}

export function remove(text: string, address: string, path: Path): string {
  return textOf(landed({ 'index.ts': header + text }, address, { kind: 'remove', path }))
}

export function textOf(outcome: Outcome | string): string {
  if (typeof outcome === 'string') return outcome
  return (outcome.texts['index.ts'] ?? '').replace(header, '')
}
