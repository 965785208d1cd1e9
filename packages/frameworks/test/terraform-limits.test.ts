// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import { isUnknown } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { load } from './terraform-support.ts'

/** Whatever a configuration says, it is done within this, in milliseconds. */
const bound = { timeout: 60_000 }

const codes = (loaded: ReturnType<typeof load>): readonly string[] =>
  loaded.diagnostics.map(({ code }) => code)

const argument = (text: string | Readonly<Record<string, string>>, name = 'v'): unknown =>
  load(text).resources[0]?.input[name]

describe('cycles', () => {
  it('of locals: one diagnostic for each, and unknown values', bound, () => {
    const loaded = load(
      'locals {\n  a = local.b\n  b = [local.c]\n  c = { k = local.a }\n  me = local.me\n}\nresource "t" "r" {\n  v = local.a\n  w = local.me\n  x = 1\n}\n',
    )
    expect(loaded.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'TERRAFORM_CYCLE local.a needs local.b needs local.c needs local.a: none of them has a value',
      'TERRAFORM_CYCLE local.me needs local.me: none of them has a value',
    ])
    const { v, w, x } = loaded.resources[0]?.input ?? {}
    expect([isUnknown(v ?? null), isUnknown(w ?? null), x]).toEqual([true, true, 1])
  })

  it('of 2,000 locals', bound, () => {
    const locals = Array.from({ length: 2000 }, (_, i) => `  l${i} = local.l${(i + 1) % 2000}\n`)
    const loaded = load(`locals {\n${locals.join('')}}\nresource "t" "r" {\n  v = local.l0\n}\n`)
    expect(codes(loaded)).toEqual(['TERRAFORM_CYCLE'])
    expect(isUnknown(loaded.resources[0]?.input['v'] ?? null)).toBe(true)
  })

  it('of modules, and a module that calls itself', bound, () => {
    const self = load({
      'main.tf': 'module "m" {\n  source = "./m"\n}\n',
      'm/main.tf': 'module "again" {\n  source = "../m"\n}\nresource "t" "r" {\n  v = 1\n}\n',
    })
    expect(codes(self)).toEqual(['TERRAFORM_CYCLE'])
    expect(self.resources.map(({ address }) => address)).toEqual(['module.m.t.r'])
    const ring = load({
      'main.tf': 'module "a" {\n  source = "./a"\n}\n',
      'a/main.tf': 'module "b" {\n  source = "../b"\n}\n',
      'b/main.tf': 'module "a" {\n  source = "../a"\n}\nresource "t" "r" {\n  v = 1\n}\n',
    })
    expect(codes(ring)).toEqual(['TERRAFORM_CYCLE'])
    expect(ring.resources.map(({ address }) => address)).toEqual(['module.a.module.b.t.r'])
  })

  it('through outputs and variables of modules', bound, () => {
    const loaded = load({
      'main.tf':
        'module "a" {\n  source = "./m"\n  in = module.b.out\n}\nmodule "b" {\n  source = "./m"\n  in = module.a.out\n}\nresource "t" "r" {\n  v = module.a.out\n}\n',
      'm/main.tf': 'variable "in" {}\noutput "out" {\n  value = var.in\n}\n',
    })
    expect(codes(loaded)).toEqual(['TERRAFORM_CYCLE'])
    expect(isUnknown(loaded.resources[0]?.input['v'] ?? null)).toBe(true)
  })
})

describe('growth', () => {
  it('locals that double one another', bound, () => {
    for (const twice of [
      '[local.l$, local.l$]',
      '{ a = local.l$, b = local.l$ }',
      '"${local.l$}${local.l$}"',
      'concat([local.l$], [local.l$])',
      'merge({ a = local.l$ }, { b = jsonencode(local.l$) })',
      'format("%s%s", local.l$, local.l$)',
      'setproduct(local.l$, local.l$)',
      'flatten([local.l$, local.l$])',
    ]) {
      const start = /setproduct|flatten/.test(twice) ? '["a", "b"]' : '"x"'
      const locals = Array.from(
        { length: 60 },
        (_, i) => `  l${i + 1} = ${twice.replaceAll('$, ', `${i}, `).replaceAll('l$', `l${i}`)}\n`,
      )
      const loaded = load(
        `locals {\n  l0 = ${start}\n${locals.join('')}}\nresource "t" "r" {\n  v = local.l60\n  w = local.l1\n}\n`,
      )
      expect(JSON.stringify(loaded.resources[0]?.input['v']), twice).toContain('$unknown')
    }
  })

  it('arguments of resources that repeat a large value', bound, () => {
    const locals = Array.from({ length: 60 }, (_, i) => `  l${i + 1} = [local.l${i}, local.l${i}]\n`)
    const uses = Array.from({ length: 1000 }, (_, i) => `resource "t" "r${i}" {\n  v = local.l15\n}\n`)
    const loaded = load(`locals {\n  l0 = "x"\n${locals.join('')}}\n${uses.join('')}`)
    expect(loaded.resources.length).toBe(1000)
  })

  it('variables of modules that double', bound, () => {
    const files: Record<string, string> = { 'main.tf': 'module "m" {\n  source = "./m0"\n  in = "x"\n}\n' }
    for (let i = 0; i < 40; i++)
      files[`m${i}/main.tf`] =
        i === 39
          ? 'variable "in" {}\nresource "t" "r" {\n  v = var.in\n}\n'
          : `variable "in" {}\nmodule "m" {\n  source = "../m${i + 1}"\n  in = [var.in, var.in]\n}\n`
    const loaded = load(files)
    expect(loaded.resources.length).toBe(1)
    expect(isUnknown(loaded.resources[0]?.input['v'] ?? null)).toBe(true)
  })

  it('modules that call modules many times', bound, () => {
    const files: Record<string, string> = { 'main.tf': 'module "m" {\n  source = "./m0"\n  count = 10\n}\n' }
    for (let i = 0; i < 9; i++)
      files[`m${i}/main.tf`] =
        `resource "t" "r" {\n  v = 1\n}\nmodule "m" {\n  source = "../m${i + 1}"\n  count = 10\n}\n`
    files['m9/main.tf'] = 'resource "t" "r" {\n  v = 1\n}\n'
    const loaded = load(files)
    expect(codes(loaded)).toEqual(['TERRAFORM_LIMIT'])
    expect(loaded.resources.length).toBeLessThanOrEqual(10_000)
  })

  it('for over a million elements', bound, () => {
    const ranges = 'range(1000)'
    const loaded = load(
      `locals {\n  a = [for a in ${ranges} : [for b in ${ranges} : a * 1000 + b]]\n  b = flatten(local.a)\n  c = { for v in local.b : v => v }\n  d = setproduct(${ranges}, ${ranges})\n  e = [for p in local.d : p[0] + p[1]]\n  f = toset(local.b)\n}\nresource "t" "r" {\n  a = local.a\n  b = local.b\n  c = local.c\n  d = local.d\n  e = local.e\n  f = local.f\n  n = 1\n}\n`,
    )
    expect(loaded.resources[0]?.input['n']).toBe(1)
  })

  it('nested for expressions beyond every bound', bound, () => {
    const loaded = load(
      'resource "t" "r" {\n  v = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]]\n  n = 1\n}\n',
    )
    expect(codes(loaded)).toEqual(['TERRAFORM_LIMIT'])
    expect(isUnknown(loaded.resources[0]?.input['v'] ?? null)).toBe(true)
  })

  it('a for expression in each of 1,000 resources', bound, () => {
    const each = 'v = length([for a in range(1000) : [for b in range(100) : a + b]])'
    const text = Array.from({ length: 1000 }, (_, i) => `resource "t" "r${i}" {\n  ${each}\n}\n`).join('')
    expect(load(text).resources.length).toBe(1000)
  })

  it('dynamic blocks inside one another', bound, () => {
    const nested = (depth: number): string =>
      depth === 0
        ? 'x = 1\n'
        : `dynamic "b" {\n  for_each = range(100)\n  content {\n${nested(depth - 1)}}\n}\n`
    const loaded = load(`resource "t" "r" {\n${nested(6)}}\nresource "t" "s" {\n  v = 1\n}\n`)
    expect(loaded.resources.length).toBe(2)
  })
})

describe('depth', () => {
  it('a chain of 20,000 locals has its value', bound, () => {
    const locals = Array.from({ length: 20_000 }, (_, i) => `  l${i + 1} = local.l${i}\n`)
    expect(
      argument(`locals {\n  l0 = 7\n${locals.join('')}}\nresource "t" "r" {\n  v = local.l20000\n}\n`),
    ).toBe(7)
  })

  it('a chain of 600 modules hands values down and outputs up', bound, () => {
    const files: Record<string, string> = {
      'main.tf': 'module "m" {\n  source = "./m0"\n  in = 7\n}\nresource "t" "r" {\n  v = module.m.out\n}\n',
    }
    for (let i = 0; i < 600; i++)
      files[`m${i}/main.tf`] =
        i === 599
          ? 'variable "in" {}\noutput "out" {\n  value = var.in\n}\n'
          : `variable "in" {}\nmodule "m" {\n  source = "../m${i + 1}"\n  in = var.in\n}\noutput "out" {\n  value = module.m.out\n}\n`
    const loaded = load(files)
    expect(codes(loaded)).toEqual([])
    expect(loaded.resources[0]?.input['v']).toBe(7)
  })

  it('a chain of 1,000 module calls side by side has its value', bound, () => {
    const calls = Array.from(
      { length: 1000 },
      (_, i) => `module "m${i}" {\n  source = "./m"\n  in = ${i === 0 ? '7' : `module.m${i - 1}.out`}\n}\n`,
    )
    const loaded = load({
      'main.tf': `${calls.join('')}resource "t" "r" {\n  v = module.m999.out\n}\n`,
      'm/main.tf': 'variable "in" {}\noutput "out" {\n  value = var.in\n}\n',
    })
    expect(codes(loaded)).toEqual([])
    expect(loaded.resources[0]?.input['v']).toBe(7)
  })

  it('a chain that names cannot tell beforehand ends with a diagnostic', bound, () => {
    const calls = Array.from(
      { length: 1000 },
      (_, i) =>
        `module "m${i}" {\n  source = "./m"\n  count = 1\n  in = ${i === 0 ? '7' : `module.m${i - 1}[0].out`}\n}\n`,
    )
    const loaded = load({
      'main.tf': `${calls.join('')}resource "t" "r" {\n  v = module.m999[0].out\n}\n`,
      'm/main.tf': 'variable "in" {}\noutput "out" {\n  value = var.in\n}\n',
    })
    expect(codes(loaded)).toEqual(['TERRAFORM_LIMIT'])
    expect(isUnknown(loaded.resources[0]?.input['v'] ?? null)).toBe(true)
  })

  it('brackets, calls, conditionals, operators and templates inside one another', bound, () => {
    const n = 100_000
    for (const text of [
      `${'['.repeat(n)}${']'.repeat(n)}`,
      `${'('.repeat(n)}1${')'.repeat(n)}`,
      `${'abs('.repeat(n)}1${')'.repeat(n)}`,
      `${'{a='.repeat(n)}1${'}'.repeat(n)}`,
      `${'true ? 1 : '.repeat(n)}1`,
      `${'!'.repeat(n)}true`,
      `${'-'.repeat(n)}1`,
      `${'"${'.repeat(n)}1${'}"'.repeat(n)}`,
      `1${' + 1'.repeat(n)}`,
      `a${'.b'.repeat(n)}`,
      `a${'[0]'.repeat(n)}`,
      `a${'[*]'.repeat(n)}`,
      `${'[for x in y : '.repeat(n)}1${']'.repeat(n)}`,
    ])
      expect(
        () => load(`resource "t" "r" {\n  v = ${text}\n}\n`).resources.length,
        text.slice(0, 20),
      ).not.toThrow()
  })

  const high: readonly ((inner: string) => string)[] = [
    (inner) => `${'abs('.repeat(200)}${inner}${')'.repeat(200)}`,
    (inner) => `${inner}${' + 1'.repeat(900)}`,
    (inner) => `${'true ? 1 : '.repeat(200)}${inner}`,
    (inner) => `${'['.repeat(200)}${inner}${']'.repeat(200)}`,
    (inner) => `${'"${'.repeat(100)}${inner}${' }x"'.repeat(100)}`,
    (inner) => `${'"{ \\"a\\": ${'.repeat(30)}${inner}${' } }"'.repeat(30)}`,
    (inner) => `${'try('.repeat(100)}${inner}${')'.repeat(100)}`,
    (inner) => `${'[for x in ['.repeat(60)}${inner}${'] : x]'.repeat(60)}`,
    (inner) => `${'true ? ('.repeat(100)}${inner}${') : 1'.repeat(100)}`,
    (inner) => inner,
  ]

  it('expressions as high as the parser lets them', bound, () => {
    for (const write of high) {
      const loaded = load(
        `variable "v" {\n  default = 7\n}\nresource "t" "r" {\n  v = ${write('var.v')}\n}\n`,
      )
      expect(codes(loaded), write('x').slice(0, 20)).toEqual([])
      expect(JSON.stringify(loaded.resources[0]?.input), write('x').slice(0, 20)).not.toContain('$unknown')
    }
  })

  it('such expressions, needed by one another through modules', bound, () => {
    for (const write of high) {
      for (const index of ['', '[0]']) {
        const count = index === '' ? '' : '  count = 1\n'
        const files: Record<string, string> = {
          'main.tf': `module "m" {\n  source = "./m0"\n${count}  in = 7\n}\nresource "t" "r" {\n  v = module.m${index}.out\n  w = 1\n}\n`,
        }
        for (let i = 0; i < 100; i++)
          files[`m${i}/main.tf`] =
            i === 99
              ? 'variable "in" {}\noutput "out" {\n  value = var.in\n}\n'
              : `variable "in" {}\nmodule "m" {\n  source = "../m${i + 1}"\n${count}  in = ${write('var.in')}\n}\noutput "out" {\n  value = ${write(`module.m${index}.out`)}\n}\n`
        const loaded = load(files)
        expect(loaded.resources[0]?.input['w'], write('x').slice(0, 20)).toBe(1)
      }
    }
  })

  it('a value whose parts nest deeper with every local', bound, () => {
    const locals = Array.from({ length: 5000 }, (_, i) => `  l${i + 1} = [local.l${i}]\n`)
    const loaded = load(
      `locals {\n  l0 = 1\n${locals.join('')}}\nresource "t" "r" {\n  v = local.l5000\n  w = jsonencode(local.l5000)\n  x = local.l5000 == local.l4999\n  n = 1\n}\n`,
    )
    expect(loaded.resources[0]?.input['n']).toBe(1)
  })
})

describe('size', () => {
  it('10,000 resources by for_each, no more', bound, () => {
    const each = (n: number): string =>
      `resource "t" "r" {\n  for_each = { for v in flatten([for a in range(${n / 100}) : [for b in range(100) : a * 100 + b]]) : v => v }\n  v = each.value\n}\n`
    expect(load(each(10_000)).resources.length).toBe(10_000)
    expect(load(each(10_100)).resources.map(({ address }) => address)).toEqual(['t.r[*]'])
  })

  it('2,000 files', bound, () => {
    const files = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [
        `f${i}.tf`,
        `resource "t" "r${i}" {\n  v = local.l${(i + 1) % 2000}\n}\nlocals {\n  l${i} = ${i}\n}\n`,
      ]),
    )
    expect(load(files).resources.length).toBe(2000)
  })
})
