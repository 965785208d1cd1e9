// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import type { Change } from '@regraft/frameworks'
import { terraform } from '@regraft/frameworks'
import { canonicalJson } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inputOf, load, Project } from './terraform-support.ts'

const runs = Number(process.env['REGRAFT_RUNS'] ?? 150)

const seeds = [
  'variable "v" {\n  default = { a = [1, "x"], b = null }\n}\nlocals {\n  l = var.v.a\n  m = "${local.l[0]}-%{if true}x%{endif}"\n}\n',
  'resource "aws_instance" "x" {\n  count = 1\n  ami = local.m\n  tags = merge(var.v, { k = each.value })\n  ebs_block_device {\n    device_name = "a"\n  }\n  dynamic "network_interface" {\n    for_each = local.l\n    content {\n      device_index = network_interface.value\n    }\n  }\n}\n',
  'resource "custom" "y" {\n  a = <<-EOT\n    x ${aws_instance.x.id}\n  EOT\n  b = [for k, v in var.v : k if v]\n  c { d = (-1) }\n}\nmodule "m" {\n  source = "./m"\n  v = 1\n}\n',
  '{"resource": {"aws_s3_bucket": {"b": {"versioning": [{"enabled": "${var.v}"}], "tags": {"${x": 1}}}}, "locals": [1, {"a": "${local.a}"}]}',
]

const changes: readonly Change[] = [
  { kind: 'put', path: ['tags', 'k'], value: 'v' },
  { kind: 'put', path: ['ebs_block_device', 0, 'encrypted'], value: true },
  { kind: 'put', path: ['metadata_options', 'http_tokens'], value: 'required' },
  { kind: 'put', path: ['c'], value: { d: { e: [{ f: 1 }] } } },
  { kind: 'remove', path: ['ebs_block_device'] },
  { kind: 'remove', path: ['a'] },
  { kind: 'rename', path: ['ami'], to: 'host_id' },
  { kind: 'add_resource', type: 'aws_eip', name: 'e e', value: { instance: { $ref: ['$self', 'id'] } } },
]

/** A seed with random stretches cut out, doubled or replaced. */
const mangled = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(
      fc.tuple(
        fc.nat(600),
        fc.nat(30),
        fc.constantFrom('', '{', '}', '"', '${', 'var.v', '\r\n', '\u{1F600}', '='),
      ),
      {
        maxLength: 4,
      },
    ),
  )
  .map(([seed, cuts]) =>
    cuts.reduce((text, [at, size, by]) => text.slice(0, at) + by + text.slice(at + size), seed),
  )

describe('whatever the text says', () => {
  it('loading, tracing and landing never throw', () => {
    fc.assert(
      fc.property(
        mangled,
        mangled,
        fc.constantFrom('a.tf', 'a.tf.json', 'a.tfvars', 'override.tf'),
        (a, b, name) => {
          const project = new Project({ 'main.tf': a, [name]: b })
          for (const unit of project.units) {
            const loaded = terraform.load(unit, project.read)
            for (const resource of loaded.resources) {
              expect(() => canonicalJson(resource.input)).not.toThrow()
              for (const key of Object.keys(resource.input))
                expect(resource.origin([key]).kind).toBeTypeOf('string')
              for (const change of changes) {
                const landed = terraform.land(change, resource, loaded, project.read)
                if (landed.ok) for (const { file, op } of landed.value.ops) project.read(file)?.edits(op)
                else expect(landed.error.reason).not.toBe('')
              }
            }
          }
        },
      ),
      { numRuns: runs },
    )
  })

  it('loading the same texts again gives the same bytes', () => {
    fc.assert(
      fc.property(mangled, (text) => {
        const once = JSON.stringify(
          load({ 'main.tf': text }).resources.map(({ address, input }) => [address, input]),
        )
        const twice = JSON.stringify(
          load({ 'main.tf': text }).resources.map(({ address, input }) => [address, input]),
        )
        expect(twice).toBe(once)
      }),
      { numRuns: runs },
    )
  })
})

describe('an edit', () => {
  const shown = (project: Project): string =>
    JSON.stringify(
      project.units
        .flatMap(({ id }) => project.load(id).resources)
        .map((resource) => [
          resource.address,
          resource.input,
          Object.keys(resource.input).map((key) => resource.origin([key])),
        ]),
    )

  it('of a file that was loaded gives what the edited text alone gives', () => {
    fc.assert(
      fc.property(mangled, mangled, mangled, (first, before, after) => {
        const project = new Project({ 'a.tf': first, 'b.tf': before })
        shown(project)
        for (const text of [after, before, `# one line more\n${before}`]) {
          project.documents.set('b.tf', terraform.parse('b.tf', text, { previous: project.document('b.tf') }))
          expect(shown(project)).toBe(shown(new Project({ 'a.tf': first, 'b.tf': text })))
        }
      }),
      { numRuns: runs },
    )
  })

  it('of one block leaves the others of its file what they were', () => {
    const text = (value: number): string =>
      `resource "a" "x" {\n  v = ${value}\n}\nresource "a" "y" {\n  v = local.l\n}\nlocals {\n  l = "l"\n}\n`
    const project = new Project({ 'main.tf': text(1) })
    const [x, y] = project.load().resources.map(({ input }) => input)
    const previous = project.document('main.tf')
    project.documents.set('main.tf', terraform.parse('main.tf', text(1000), { previous }))
    const now = project.load().resources.map(({ input }) => input)
    expect(now).toEqual([{ v: 1000 }, y])
    expect([now[0] === x, now[1] === y]).toEqual([false, true])
  })
})

describe('bounded', () => {
  it('deep nesting is the syntax error that the parsers say, and no stack overflow', () => {
    const deep = `resource "a" "b" {\n  v = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n}\n`
    expect(load(deep).resources).toEqual([])
    const json = `{"resource":{"a":{"b":{"v":${'['.repeat(100_000)}${']'.repeat(100_000)}}}}}`
    expect(load({ 'main.tf.json': json }).resources).toEqual([])
  })

  it('10,000 resources load in time that grows with their number', () => {
    const text = (n: number): string =>
      `locals {\n  t = { A = "a" }\n}\n${Array.from({ length: n }, (_, i) => `resource "aws_instance" "r${i}" {\n  ami = "a"\n  tags = local.t\n  root_block_device {\n    encrypted = true\n  }\n}\n`).join('')}`
    const time = (n: number): number => {
      const project = new Project({ 'main.tf': text(n) })
      const start = performance.now()
      expect(project.load().resources.length).toBe(n)
      return performance.now() - start
    }
    time(1000)
    const small = Math.min(time(1000), time(1000), time(1000))
    expect(time(10_000)).toBeLessThan(Math.max(40 * small, 500))
  })

  it('a document that did not change gives the same input object', () => {
    const project = new Project({
      'a.tf': 'resource "a" "b" {\n  v = local.l\n}\n',
      'b.tf': 'locals {\n  l = [1]\n}\n',
    })
    const first = project.load().resources[0]?.input
    expect(project.load().resources[0]?.input).toBe(first)
    project.documents.set('b.tf', terraform.parse('b.tf', 'locals {\n  l = [1]\n  m = 2\n}\n'))
    expect(project.load().resources[0]?.input).toBe(first)
    project.documents.set('b.tf', terraform.parse('b.tf', 'locals {\n  l = [2]\n}\n'))
    expect(project.load().resources[0]?.input).toEqual({ v: [2] })
  })

  it('keys of objects cannot reach prototypes', () => {
    const input = inputOf(
      'resource "a" "b" {\n  __proto__ = 1\n  constructor = 2\n  v = { "__proto__" = { x = 1 } }\n}\n',
    )
    expect(Object.keys(input as object)).toEqual(['__proto__', 'constructor', 'v'])
    expect(Object.getPrototypeOf(input)).toBe(Object.prototype)
  })
})
