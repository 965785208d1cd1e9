import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyEdits, equalJson, isObject, type Path, valueAt } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { kubernetesFramework, type Resource } from '../src/index.ts'
import { open } from './kubernetes-support.ts'

/** The folder of a corpus in REGRAFT_CORPORA or ../shared/corpora beside the repository, if it is there. */
function corpus(name: string): string | undefined {
  const shared = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
  const places = [...(process.env['REGRAFT_CORPORA'] ?? '').split(':').filter(Boolean), shared]
  return places.map((place) => join(place, name)).find((place) => existsSync(place))
}

function manifests(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = paths
    .filter((path) => /\.(?:ya?ml|json)$/.test(path))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')] as const)
  return new Map(
    files.filter(([path, text]) => kubernetesFramework.claims({ path, head: text.slice(0, 4096) })),
  )
}

const containerLists = ['containers', 'initContainers', 'ephemeralContainers']

/** Paths at which rules write, there or not. */
function targets({ input }: Resource): readonly Path[] {
  const specs: Path[] = [
    ['spec'],
    ['spec', 'template', 'spec'],
    ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ]
  return specs.flatMap((spec) => {
    if (!isObject(valueAt(input, spec))) return []
    const containers = containerLists.flatMap((list): Path[] => {
      const items = valueAt(input, [...spec, list])
      return Array.isArray(items)
        ? items.map((_, i) => [...spec, list, i, 'securityContext', 'privileged'])
        : []
    })
    return [[...spec, 'securityContext', 'runAsNonRoot'], ...containers]
  })
}

/** [files claimed, resources, files with a syntax error] of each corpus. */
const corpora: readonly (readonly [name: string, counts: readonly [number, number, number]])[] = [
  ['kubernetes-goat', [16, 33, 0]],
  ['microservices-demo', [47, 141, 0]],
  ['gatekeeper-library', [436, 436, 0]],
]

for (const [name, counts] of corpora) {
  const folder = corpus(name)
  describe.skipIf(folder === undefined)(`corpus ${name}${folder === undefined ? ' (not there)' : ''}`, () => {
    it('loads, and lands a put at every place that rules write to', () => {
      const files = new Map(
        [...manifests(folder as string)].filter(([path]) => !path.endsWith('kustomization.yaml')),
      )
      let resources = 0
      let broken = 0
      for (const [path, text] of files) {
        const file = open(text, path)
        resources += file.loaded.resources.length
        if (file.document.diagnostics.some(({ severity }) => severity === 'error')) broken++
        for (const resource of file.loaded.resources)
          for (const target of targets(resource)) lands(text, path, resource, target)
      }
      expect([files.size, resources, broken]).toEqual(counts)
    })
  })
}

const demo = corpus('microservices-demo')

it.skipIf(demo === undefined)(
  'the patches of a kustomize component are no manifests, its resources are',
  () => {
    const files = manifests(join(demo as string, 'kustomize', 'components'))
    const read = (path: string) => kubernetesFramework.parse(path, files.get(path) ?? '')
    const heads = [...files].map(([path, text]) => ({ path, head: text.slice(0, 4096) }))
    const units = kubernetesFramework.units(heads, read)
    expect(units.filter(({ reads }) => reads.length > 0)).toEqual([
      {
        framework: 'kubernetes',
        id: 'without-loadgenerator/delete-loadgenerator.patch.yaml',
        files: ['without-loadgenerator/delete-loadgenerator.patch.yaml'],
        reads: ['without-loadgenerator/kustomization.yaml'],
      },
    ])
    const held = (id: string): number =>
      units
        .filter((unit) => unit.id === id)
        .reduce((sum, unit) => sum + kubernetesFramework.load(unit, read).resources.length, 0)
    expect(held('without-loadgenerator/delete-loadgenerator.patch.yaml')).toBe(0)
    expect(held('shopping-assistant/shoppingassistantservice.yaml')).toBe(3)
  },
)

function lands(text: string, path: string, resource: Resource, target: Path): void {
  const file = open(text, path)
  const change = { kind: 'put', path: target, value: 'new value' } as const
  const result = kubernetesFramework.land(change, resource, file.loaded, () => file.document)
  if (!result.ok) expect.fail(`${path}: ${result.error.reason}`)
  const [first] = result.value.ops
  const edits = first && file.document.edits(first.op)
  if (!edits?.ok) expect.fail(`${path}: no edits at ${target.join('.')}`)
  const after = open(applyEdits(text, edits.value), path)
  const now = after.resource(resource.address)
  expect(valueAt(now.input, target), path).toBe('new value')
  const others = (loaded: typeof file.loaded): unknown[] =>
    loaded.resources.filter(({ address }) => address !== resource.address).map(({ input }) => input)
  expect(equalJson(others(after.loaded) as never, others(file.loaded) as never), path).toBe(true)
  const left = after.text.split('\n').filter((line) => line.includes('#'))
  expect(left, path).toEqual(text.split('\n').filter((line) => line.includes('#')))
}
