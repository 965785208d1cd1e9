import type { Declaration, FileFacts, ModuleCall, ResourceBlock, VariableBlock } from './facts.ts'
import { kindByName } from './files.ts'
import { mergedBody } from './merged-body.ts'
import type { Body, Expr, Place } from './source.ts'
import type { TypeConstraint } from './variable-type.ts'
import { isPrimitive, typeConstraint } from './variable-type.ts'

/** A Terraform directory: what its files declare, taken together. Nothing is evaluated. */
export interface Module {
  readonly directory: string
  /** In the order Terraform merges them. */
  readonly files: readonly FileFacts[]
  readonly variables: ReadonlyMap<string, Variable>
  readonly locals: ReadonlyMap<string, Declaration>
  readonly outputs: ReadonlyMap<string, Declaration>
  readonly calls: ReadonlyMap<string, ModuleCall>
  /** In the order of files, then of text. */
  readonly resources: readonly ModuleResource[]
  readonly data: readonly ModuleResource[]
  /** Resources and data sources by `type.name` and `data.type.name`. */
  readonly blocks: ReadonlyMap<string, ModuleResource>
}

export interface Variable extends Declaration {
  readonly constraint: TypeConstraint
  readonly nullable: boolean
  /** A text given for it is the value; else the text is an expression. */
  readonly verbatim: boolean
  /** The expression of its type, with its place. */
  readonly typed: { readonly expr: Expr; readonly place: Place } | undefined
}

export interface ModuleResource {
  readonly type: string
  readonly name: string
  /** `aws_s3_bucket.logs`, `data.aws_ami.a`; a second declaration of the same has `#2` after it. */
  readonly address: string
  /** The declaration with what override files change in it. */
  readonly body: Body
  readonly duplicate: boolean
}

/** Modules by their facts: the same files make the same module. */
const known = new WeakMap<FileFacts, Module>()

export function moduleOf(directory: string, files: readonly FileFacts[]): Module {
  const [first] = files
  const before = first && known.get(first)
  if (before?.directory === directory && sameFiles(before.files, files)) return before
  const module = makeModule(directory, files)
  if (first) known.set(first, module)
  return module
}

function sameFiles(a: readonly FileFacts[], b: readonly FileFacts[]): boolean {
  return a.length === b.length && a.every((facts, i) => facts === b[i])
}

interface Declared<T> {
  readonly declaration: T
  readonly override: boolean
}

function makeModule(directory: string, files: readonly FileFacts[]): Module {
  const entries = files.map((facts) => ({ facts, override: kindByName(facts.file) === 'override' }))
  const each = <T>(pick: (facts: FileFacts) => readonly T[]): Declared<T>[] =>
    entries.flatMap(({ facts, override }) => pick(facts).map((declaration) => ({ declaration, override })))
  const resources = resourcesOf(
    each((facts) => facts.resources),
    '',
  )
  const data = resourcesOf(
    each((facts) => facts.data),
    'data.',
  )
  return {
    directory,
    files,
    variables: variablesOf(each((facts) => facts.variables)),
    locals: declare(each((facts) => facts.locals)),
    outputs: declare(each((facts) => facts.outputs)),
    calls: callsOf(each((facts) => facts.calls)),
    resources,
    data,
    blocks: new Map([...resources, ...data].map((block) => [block.address, block])),
  }
}

/** Declarations by name: of two in ordinary files the first counts, an override file's replaces them. */
function declare<T extends Declaration>(declarations: readonly Declared<T>[]): Map<string, T> {
  const out = new Map<string, T>()
  for (const { declaration, override } of declarations) {
    const { name, expr } = declaration
    const before = out.get(name)
    // An override that says nothing about the default leaves it.
    if (before === undefined || (override && expr !== undefined)) out.set(name, declaration)
  }
  return out
}

function variablesOf(declarations: readonly Declared<VariableBlock>[]): Map<string, Variable> {
  const out = new Map<string, Variable>()
  for (const [name, block] of declare(declarations)) {
    const typed = declarations.findLast(
      ({ declaration }) => declaration.name === name && declaration.type !== undefined,
    )
    const expr = typed?.declaration.type
    const place = typed && {
      file: typed.declaration.place.file,
      path: [...typed.declaration.place.path.slice(0, -1), 'type'],
    }
    out.set(name, {
      ...block,
      constraint: typeConstraint(expr),
      verbatim: expr === undefined || isPrimitive(expr),
      typed: expr && place && { expr, place },
    })
  }
  return out
}

function callsOf(declarations: readonly Declared<ModuleCall>[]): Map<string, ModuleCall> {
  const out = new Map<string, ModuleCall>()
  for (const { declaration, override } of declarations) {
    const before = out.get(declaration.name)
    if (before === undefined) out.set(declaration.name, declaration)
    else if (override)
      out.set(declaration.name, {
        name: before.name,
        source: declaration.source ?? before.source,
        body: mergedBody(before.body, [declaration.body]),
      })
  }
  return out
}

function resourcesOf(
  declared: readonly Declared<ResourceBlock>[],
  prefix: string,
): readonly ModuleResource[] {
  const overrides = new Map<string, Body[]>()
  for (const { declaration, override } of declared)
    if (override) {
      const base = `${declaration.type}.${declaration.name}`
      overrides.set(base, [...(overrides.get(base) ?? []), declaration.body])
    }
  const counts = new Map<string, number>()
  return declared.flatMap(({ declaration, override }) => {
    const { type, name, body } = declaration
    const base = `${type}.${name}`
    const count = counts.get(base) ?? 0
    // An override of nothing is a declaration.
    if (override && count > 0) return []
    counts.set(base, count + 1)
    const over = override ? [] : (overrides.get(base) ?? [])
    return [
      {
        type,
        name,
        address: count === 0 ? `${prefix}${base}` : `${prefix}${base}#${count + 1}`,
        body: mergedBody(body, over),
        duplicate: count > 0,
      },
    ]
  })
}
