import { applyEdits, equalJson, isList, isObject, type Json, type Path } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Change, kubernetesFramework } from '../src/index.ts'
import { open } from './kubernetes-support.ts'

const numRuns = Number(process.env['REGRAFT_RUNS'] ?? 300)

/** Manifests whose values are anchored, used and merged in many ways, from a list of choices. */
function manifests(choices: readonly number[]): string {
  let at = 0
  const anchors: string[] = []
  const pick = (count: number): number => (choices[at++] ?? 0) % count
  const anchor = (): string => {
    if (pick(3) !== 1) return ''
    anchors.push(`n${anchors.length}`)
    return `&${anchors.at(-1)} `
  }
  const alias = (): string | undefined =>
    anchors.length > 0 && pick(3) === 1 ? `*${anchors[pick(anchors.length)]}` : undefined
  const scalar = (): string =>
    alias() ?? anchor() + ['true', 'x', '"q"', '1', '"{{ t }}"', '!foo y', ''][pick(7)]
  const map = (depth: number): string => {
    const taken = depth === 0 ? undefined : alias()
    if (taken !== undefined) return taken
    const mark = anchor()
    const entries: string[] = []
    if (anchors.length > 0 && pick(4) === 1) entries.push(`<<: *${anchors[pick(anchors.length)]}`)
    for (const key of ['a', 'b', 'privileged']) {
      if (pick(2) === 0) continue
      entries.push(`${key}: ${depth < 2 && pick(3) === 1 ? map(depth + 1) : scalar()}`)
    }
    return `${mark}{${entries.join(', ')}}`
  }
  const documents: string[] = []
  for (let i = 0; i <= pick(2); i++) {
    anchors.length = 0
    const defs = pick(3) === 1 ? `x-defs: ${map(1)}\n` : ''
    const containers = [0, 1, 2]
      .slice(0, 1 + pick(3))
      .map((n) => `  - name: c${n}\n    securityContext: ${map(0)}\n`)
    documents.push(
      `${defs}apiVersion: v1\nkind: Pod\nmetadata: {name: p${i}}\nspec:\n  containers:\n${containers.join('')}  securityContext: ${map(0)}\n`,
    )
  }
  return documents.join('---\n')
}

function pathsOf(value: Json, path: Path = []): Path[] {
  const below = isList(value)
    ? value.map((item, i) => pathsOf(item, [...path, i]))
    : isObject(value)
      ? Object.entries(value).map(([key, entry]) => pathsOf(entry, [...path, key]))
      : []
  return [path, ...below.flat()]
}

/** What a change means for a model. */
function applied(value: Json | undefined, change: Change, path: Path): Json {
  const [step, ...rest] = path
  if (step === undefined) return change.kind === 'put' ? change.value : (value ?? null)
  if (typeof step === 'number') {
    const list = isList(value) ? [...value] : []
    if (rest.length === 0 && change.kind === 'remove') return list.filter((_, i) => i !== step)
    list[step] = applied(list[step], change, rest)
    return list
  }
  const map = isObject(value) ? value : {}
  if (rest.length === 0 && change.kind === 'remove')
    return Object.fromEntries(Object.entries(map).filter(([key]) => key !== step))
  return { ...map, [step]: applied(map[step], change, rest) }
}

describe('laws of landing', () => {
  it('changes the resource, the consumers that are told, and nothing else', () => {
    let landed = 0
    fc.assert(
      fc.property(
        fc.array(fc.nat(999), { maxLength: 120, size: 'max' }),
        fc.nat(),
        fc.nat(3),
        (choices, where, kind) => {
          const text = manifests(choices)
          const file = open(text)
          if (file.document.diagnostics.some(({ severity }) => severity === 'error')) return
          const resource = file.loaded.resources[where % file.loaded.resources.length]
          if (resource === undefined) return
          const paths = pathsOf(resource.input)
          const path = paths[where % paths.length] as Path
          if (path.length < 3) return
          const change: Change =
            kind === 0
              ? { kind: 'remove', path }
              : { kind: 'put', path: kind === 1 ? [...path, 'privileged'] : path, value: 'new' }
          const why = (): string => `${text}\n${JSON.stringify(change)} of ${resource.address}`
          for (const each of paths) expect(resource.origin(each).kind, why()).not.toBe('absent')
          const landing = kubernetesFramework.land(change, resource, file.loaded, () => file.document)
          if (!landing.ok) return
          let after = text
          for (const { op } of landing.value.ops) {
            const edits = open(after).document.edits(op)
            // An anchor that others need refuses here.
            if (!edits.ok) return
            after = applyEdits(after, edits.value)
          }
          landed++
          const now = open(after).loaded.resources
          for (const [i, before] of file.loaded.resources.entries()) {
            const also = landing.value.also.filter(({ address }) => address === before.address)
            const own = before === resource ? [change.path] : []
            const wanted = [...own, ...also.map((consumer) => consumer.path)].reduce<Json>(
              (model, at) => applied(model, change, at),
              before.input,
            )
            if (!equalJson(now[i]?.input, wanted))
              expect.fail(`${why()}\n${after}\n${JSON.stringify(landing.value)}`)
          }
        },
      ),
      { numRuns: numRuns * 2 },
    )
    expect(landed).toBeGreaterThan(numRuns / 10)
  })
})
