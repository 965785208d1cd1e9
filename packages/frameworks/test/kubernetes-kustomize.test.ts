import { expect, test } from 'vitest'
import { kubernetesFramework } from '../src/index.ts'

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: app }\nspec: { containers: [] }\n'

/** Files that hold resources, of files by path. */
function withResources(files: { readonly [path: string]: string }): readonly string[] {
  const heads = Object.entries(files)
    .map(([path, text]) => ({ path, head: text.slice(0, 4096) }))
    .filter((head) => kubernetesFramework.claims(head))
  const read = (path: string) => kubernetesFramework.parse(path, files[path] ?? '')
  return kubernetesFramework
    .units(heads, read)
    .filter((unit) => kubernetesFramework.load(unit, read).resources.length > 0)
    .map(({ id }) => id)
}

test('files that a kustomization names as patches are no manifests', () => {
  expect(
    withResources({
      'app/base.yaml': pod,
      'app/kustomization.yaml': `resources: [base.yaml]
patches:
- path: limits.yaml
  target: { kind: Pod }
- patch: |-
    apiVersion: v1
    kind: Pod
`,
      'app/limits.yaml': pod,
      'app/overlay/kustomization.yml':
        'patchesStrategicMerge:\n- ./user.yaml\n- ../shared/net.yaml\n- |-\n  kind: Pod\n',
      'app/overlay/user.yaml': pod,
      'app/shared/net.yaml': pod,
      'app/shared/limits.yaml': pod,
      'user.yaml': pod,
    }),
  ).toEqual(['app/base.yaml', 'app/shared/limits.yaml', 'user.yaml'])
})

test('a file that is a resource of a kustomization stays one', () => {
  expect(
    withResources({
      'a/kustomization.yaml': 'resources:\n- pod.yaml\n',
      'b/kustomization.yaml': 'resources:\n- ../a/pod.yaml\npatches:\n- path: ../a/pod.yaml\n',
      'a/pod.yaml': pod,
    }),
  ).toEqual(['a/pod.yaml'])
})

test('a kustomization that is broken, odd or leads outside takes nothing away', () => {
  for (const text of [
    'patches: [path: pod.yaml',
    'patches: pod.yaml\npatchesStrategicMerge: { path: pod.yaml }\n',
    'patches:\n- path: 7\n- path: ../../pod.yaml\n- pod.yaml\n-\n',
    '- path: pod.yaml\n',
  ])
    expect(withResources({ 'a/kustomization.yaml': text, 'a/pod.yaml': pod }), text).toEqual(['a/pod.yaml'])
})

test('only a kustomization that may name patches is read, and it holds no resource itself', () => {
  const claims = (head: string): boolean =>
    kubernetesFramework.claims({ path: 'kustomization.yaml', head: head.slice(0, 4096) })
  expect(claims('resources:\n- a.yaml\n')).toBe(false)
  expect(claims('patches:\n- patch: |-\n    kind: Pod\n')).toBe(false)
  expect(claims('patches:\n- path: a.yaml\n')).toBe(true)
  expect(claims('patches: [{ path: a.yaml }]\n')).toBe(true)
  expect(claims('patches:\n- target: {}\n  path: a.yaml\n')).toBe(true)
  expect(claims(`resources:\n- ${'a'.repeat(5000)}.yaml\npatches:\n- path: a.yaml\n`)).toBe(true)
  const own = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n- path: a.yaml\n'
  expect(withResources({ 'kustomization.yaml': own })).toEqual([])
})

test('a file without its kustomization is judged as it stands', () => {
  const [unit] = kubernetesFramework.units([{ path: 'limits.yaml', head: pod }])
  expect(unit?.reads).toEqual([])
})
