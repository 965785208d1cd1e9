import type { Surroundings } from '@regraft/frameworks'
import { terraform, terraformWith } from '@regraft/frameworks'
import { describe, expect, it } from 'vitest'
import { Project } from './terraform-support.ts'

/** Surroundings of these files, with what was asked of them. */
function around(files: { readonly [path: string]: string }): Surroundings & { readonly asked: string[] } {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]))
  const asked: string[] = []
  return {
    asked,
    file: (path) => {
      asked.push(path)
      return bytes.get(path)
    },
    exists: (path) => bytes.has(path),
    files: (directory, deep) => {
      asked.push(`${directory}/`)
      const inside = [...bytes.keys()].filter((path) => path.startsWith(`${directory}/`))
      return inside
        .map((path) => path.slice(directory.length + 1))
        .filter((path) => deep || !path.includes('/'))
    },
  }
}

const input = (project: Project, surroundings?: Surroundings): unknown => {
  const [unit] = project.units
  if (unit === undefined) throw new Error('no unit')
  return terraform
    .load(unit, project.read, { around: surroundings })
    .resources.map((resource) => resource.input)
}

describe('the surroundings of a unit', () => {
  it('are asked for what no document says, from the root', () => {
    const project = new Project({
      'a/main.tf': 'resource "x" "y" {\n  t = file("t.txt")\n  own = file("own.tf")\n}\n',
      'a/own.tf': '# own\n',
    })
    const surroundings = around({ 'a/t.txt': 'text' })
    expect(input(project, surroundings)).toEqual([{ t: 'text', own: '# own\n' }])
    expect(surroundings.asked).toEqual(['a/t.txt'])
  })

  it('may answer later: what followed from silence is worked out again', () => {
    const project = new Project({
      'main.tf':
        'locals {\n  t = file("t.txt")\n}\nresource "x" "y" {\n  t = upper(local.t)\n  e = fileexists("e")\n}\n',
    })
    const silent = [{ t: { $unknown: expect.any(String) }, e: { $unknown: expect.any(String) } }]
    expect(input(project)).toMatchObject(silent)
    expect(input(project, around({ 't.txt': 'a' }))).toEqual([{ t: 'A', e: false }])
    expect(input(project, around({ 't.txt': 'b', e: '' }))).toEqual([{ t: 'B', e: true }])
    expect(input(project)).toMatchObject(silent)
  })

  it('are not asked about modules when no call needs them', () => {
    const project = new Project({
      'main.tf': 'module "m" {\n  source = "./m"\n}\n',
      'm/main.tf': 'resource "x" "y" {}\n',
    })
    const surroundings = around({})
    expect(input(project, surroundings)).toEqual([{}])
    expect(surroundings.asked).toEqual([])
  })

  it('hold modules that were installed, whose resources are foreign', () => {
    const project = new Project({ 'main.tf': 'module "m" {\n  source = "a/b/c"\n  v      = "own"\n}\n' })
    const [unit] = project.units
    if (unit === undefined) throw new Error('no unit')
    const surroundings = around({
      '.terraform/modules/modules.json':
        '{"Modules":[{"Key":"m","Source":"a/b/c","Dir":".terraform/modules/m"}]}',
      '.terraform/modules/m/main.tf': 'variable "v" {}\nresource "x" "y" {\n  v = var.v\n  w = "theirs"\n}\n',
      '.terraform/modules/m/z_override.tf': 'resource "x" "y" {\n  w = "over"\n}\n',
      '.terraform/modules/m/README.md': '',
    })
    const { resources } = terraform.load(unit, project.read, { around: surroundings })
    expect(resources.map(({ address, foreign, input }) => ({ address, foreign, input }))).toEqual([
      { address: 'module.m.x.y', foreign: true, input: { v: 'own', w: 'over' } },
    ])
    expect(resources[0]?.origin(['v'])).toEqual({
      kind: 'literal',
      file: 'main.tf',
      path: ['module', 0, 'v'],
    })
    expect(resources[0]?.origin(['w'])).toMatchObject({ kind: 'opaque' })
  })
})

describe('a variables file that is named', () => {
  const files = {
    'a/main.tf': 'variable "x" {}\n',
    'b/main.tf': 'variable "x" {}\nvariable "y" {}\n',
    'env/x.tfvars': 'x = 1\n',
    'env/y.tfvars': 'y = 1\n',
    'b/own.tfvars': 'x = 2\n',
  }
  const units = (...named: string[]): unknown => {
    const framework = terraformWith({ files: named })
    const documents = new Map(
      Object.entries(files).map(([path, text]) => [path, framework.parse(path, text)]),
    )
    const heads = Object.entries(files).map(([path, head]) => ({ path, head }))
    return framework
      .units(heads, (path) => documents.get(path))
      .map(({ id, files: own, reads }) => [id, own, reads])
  }

  it('is read by the unit that takes from it', () => {
    expect(units('env/y.tfvars')).toEqual([
      ['a', ['a/main.tf'], []],
      ['b', ['b/main.tf', 'b/own.tfvars'], ['env/y.tfvars']],
    ])
  })

  it('is nobody’s when several take from it, and known to all', () => {
    expect(units('env/x.tfvars')).toEqual([
      ['a', ['a/main.tf'], []],
      ['b', ['b/main.tf', 'b/own.tfvars'], []],
    ])
    expect(units('b/own.tfvars')).toEqual([
      ['a', ['a/main.tf'], []],
      ['b', ['b/main.tf'], []],
    ])
  })
})
