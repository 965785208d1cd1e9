import { isUnknown, valueAt } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { kubernetesFramework } from '../src/index.ts'
import { open } from './kubernetes-support.ts'

const claims = (path: string, head: string): boolean => kubernetesFramework.claims({ path, head })

describe('which files are manifests', () => {
  it('takes what has an apiVersion and a kind', () => {
    expect(claims('a.yaml', 'apiVersion: v1\nkind: Pod\n')).toBe(true)
    expect(claims('a.yml', '# licence\n---\n"apiVersion": v1\r\n"kind": Pod\r\n')).toBe(true)
    expect(claims('a.json', '{"apiVersion":"v1","kind":"Pod"}')).toBe(true)
    expect(claims('a.json', '{\n  "kind": "Pod",\n  "apiVersion": "v1"\n}')).toBe(true)
    expect(claims('a.yaml', '{"apiVersion": "v1", "kind": "Pod"}')).toBe(true)
    expect(claims('a.yaml', 'name: ci\n---\nkind: Pod\napiVersion: v1\n')).toBe(true)
  })

  it('takes half of the evidence where the head is cut', () => {
    const data = `apiVersion: v1\ndata:\n  a: ${'x'.repeat(5000)}\nkind: ConfigMap\n`
    expect(claims('a.yaml', data.slice(0, 4096))).toBe(true)
    expect(claims('a.yaml', 'apiVersion: v1\n')).toBe(false)
  })

  it('leaves the files of others', () => {
    expect(
      claims('kustomization.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'),
    ).toBe(false)
    expect(claims('chart/Chart.yaml', 'apiVersion: v2\nname: x\nkind: y\n')).toBe(false)
    expect(claims('chart/values.yaml', 'apiVersion: v1\nkind: x\n')).toBe(false)
    expect(
      claims(
        't.yaml',
        'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  a:\n    apiVersion: x\n    kind: y\n',
      ),
    ).toBe(false)
    expect(claims('compose.yaml', 'services:\n  web:\n    image: x\n')).toBe(false)
    expect(claims('.github/workflows/ci.yml', 'on: push\njobs: {}\n')).toBe(false)
    expect(claims('ci.yaml', 'jobs:\n  a:\n    run: |\n      apiVersion: v1\n      kind: Pod\n')).toBe(false)
    expect(claims('a.txt', 'apiVersion: v1\nkind: Pod\n')).toBe(false)
  })
})

describe('resources', () => {
  const list = (text: string, path?: string): string[] =>
    open(text, path).loaded.resources.map(({ type, address, at }) => `${type} ${address} ${at.join('.')}`)

  it('names each document by namespace, kind and name', () => {
    const text = `# top
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
---
apiVersion: v1
kind: Service
metadata: {name: web}
---
# nothing
---
just: text
---
apiVersion: v1
kind: Service
metadata: {name: web}
---
apiVersion: batch/v1
kind: Job
metadata: {generateName: run-}
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: k}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
`
    expect(list(text)).toEqual([
      'Deployment shop/Deployment/web 0',
      'Service Service/web 1',
      'Service Service/web#2 4',
      'Job Job/run-* 5',
      'Service.serving.knative.dev Service/k 6',
      'Ingress Ingress 7',
    ])
  })

  it('takes the items of lists', () => {
    const text = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: a}
- apiVersion: v1
  kind: Pod
  metadata: {name: b}
---
apiVersion: apps/v1
kind: DeploymentList
items:
- metadata: {name: c}
---
apiVersion: example.com/v1
kind: AllowList
metadata: {name: d}
items: [{x: 1}]
`
    expect(list(text)).toEqual([
      'Pod Pod/a 0.items.0',
      'Pod Pod/b 0.items.1',
      'Deployment Deployment/c 1.items.0',
      'AllowList.example.com AllowList/d 2',
    ])
    expect(
      list(
        '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}]}',
        'a.json',
      ),
    ).toEqual(['Pod Pod/a items.0'])
  })

  it('gives policies the manifest as Kubernetes reads it', () => {
    const { input } = open(
      'apiVersion: v1\nkind: Pod\nspec: {hostPID: yes, p: &a {m: 0777}, q: *a, z: "on", y: 1}\n',
    ).resource()
    expect(input).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { hostPID: true, p: { m: 511 }, q: { m: 511 }, z: 'on', true: 1 },
    })
  })

  it('marks what templates and foreign tags make', () => {
    const file = open(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: "{{ name }}"}\nspec:\n  a: x-{{ y }}-z\n  b: !vault secret\n  c: |\n    {{ not }} ours\n  d: "{{"\n',
    )
    const { input, address } = file.resource()
    expect(address).toBe('Pod/{{ name }}')
    expect(valueAt(input, ['spec', 'a'])).toEqual({ $unknown: 'x-{{ y }}-z' })
    expect(isUnknown(valueAt(input, ['spec', 'b']))).toBe(true)
    expect(valueAt(input, ['spec', 'c'])).toBe('{{ not }} ours\n')
    expect(valueAt(input, ['spec', 'd'])).toBe('{{')
    expect(file.resource().origin(['spec', 'a']).kind).toBe('opaque')
    expect(file.resource().origin(['spec', 'b'])).toMatchObject({
      kind: 'opaque',
      why: 'the tag !vault makes the value',
    })
    expect(file.document.diagnostics).toEqual([])
  })

  it('keeps the very value of a document that did not change', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: "{{ a }}"}\n---\napiVersion: v1\nkind: Pod\n'
    const before = open(text)
    const document = kubernetesFramework.parse('app.yaml', `${text}spec: {}\n`, { previous: before.document })
    const after = kubernetesFramework.load(before.loaded.unit, () => document)
    expect(after.resources[0]?.input).toBe(before.loaded.resources[0]?.input)
    expect(after.resources[1]?.input).toEqual({ apiVersion: 'v1', kind: 'Pod', spec: {} })
  })
})

describe('templates', () => {
  const templates = [
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n',
    '{{- if .Values.on }}\napiVersion: v1\nkind: Service\n{{- end }}\n',
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n  labels:\n    {{- include "labels" . | nindent 4 }}\n',
    'apiVersion: v1\nkind: Service\nspec:\n  a: b\n  {{ with .x }}\n  c: d\n  {{ end }}\n',
  ]
  for (const text of templates) {
    it(JSON.stringify(text), () => {
      const file = open(text, 'chart/templates/service.yaml')
      expect(file.loaded.resources).toEqual([])
      expect(file.document.diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
        'KUBERNETES_TEMPLATE info',
      ])
      expect(file.document.edits({ op: 'remove', path: [0] }).ok).toBe(false)
    })
  }

  it('reads a file of a chart that holds no template', () => {
    expect(open('apiVersion: v1\nkind: Pod\n', 'chart/templates/pod.yaml').loaded.resources).toHaveLength(1)
  })

  it('tells a broken manifest from a template', () => {
    const { document } = open('apiVersion: v1\nkind: Pod\nspec: {a: [}\ndata:\n  x: "{{ y }}"\n')
    expect(document.diagnostics[0]).toMatchObject({ code: 'YAML_SYNTAX', severity: 'error' })
  })
})
