import type { Diagnostic, Json } from '@regraft/model'
import { Lines } from '@regraft/model'
import type { Loaded, ReadDocument, Unit } from '../framework.ts'
import { addressOf } from './definitions.ts'
import { evaluate } from './evaluate.ts'
import { factsOf, isBroken } from './facts.ts'
import { fileKind, mergeOrder } from './files.ts'
import type { LoadedModule } from './loaded-module.ts'
import type { Module, ModuleResource } from './module.ts'
import { moduleOf } from './module.ts'
import { TerraformResource } from './resource.ts'
import type { Place } from './source.ts'
import { Uses } from './uses.ts'

/** The module of what `loadUnit` returned. */
const modules = new WeakMap<Loaded, LoadedModule>()

export function moduleIn(loaded: Loaded): LoadedModule | undefined {
  return modules.get(loaded)
}

export function loadUnit(unit: Unit, read: ReadDocument): Loaded {
  const documents = (paths: readonly string[]): [string, NonNullable<ReturnType<ReadDocument>>][] =>
    paths.flatMap((path) => {
      const document = read(path)
      return document === undefined ? [] : [[path, document]]
    })
  const own = documents(mergeOrder(unit.files))
  const module = moduleOf(
    unit.id,
    own.map(([path, document]) => factsOf(path, document)),
    {
      callers: documents(unit.reads).map(([path, document]) => factsOf(path, document)),
      brokenSettings: own
        .filter(([path, document]) => fileKind(path) === 'variables' && isBroken(document))
        .map(([path]) => path),
    },
  )
  let uses: Uses | undefined
  const loadedModule: LoadedModule = {
    ...module,
    uses() {
      uses ??= new Uses(module)
      return uses
    },
  }
  const resources = module.resources
    .filter((resource) => exists(resource, module))
    .map((resource) => new TerraformResource(resource, loadedModule))
  const loaded = { unit, resources, diagnostics: diagnosticsOf(module, read) }
  modules.set(loaded, loadedModule)
  return loaded
}

/** Zero instances are no resource. */
function exists({ body }: ModuleResource, { definitions }: Module): boolean {
  const members = body.members(undefined)
  const value = (name: string): Json | undefined => {
    const member = members.get(name)
    return member?.kind === 'attribute' ? evaluate(member.expr, definitions) : undefined
  }
  const each = value('for_each')
  const none = typeof each === 'object' && each !== null && Object.keys(each).length === 0
  return value('count') !== 0 && !none
}

function diagnosticsOf(module: Module, read: ReadDocument): readonly Diagnostic[] {
  const cycles = module.definitions.cycles.map((cycle): Diagnostic => {
    const names = cycle.map(addressOf)
    return {
      code: 'TERRAFORM_CYCLE',
      severity: 'error',
      message: `${[...names, names[0]].join(' needs ')}: none of them has a value`,
      ...position(cycle[0]?.place, read),
      hint: 'Break the cycle; until then every value that follows from it is unknown.',
    }
  })
  const duplicates = module.resources
    .filter(({ duplicate }) => duplicate)
    .map(
      ({ type, name, body }): Diagnostic => ({
        code: 'TERRAFORM_DUPLICATE',
        severity: 'warning',
        message: `${type}.${name} is declared more than once in ${module.directory}`,
        ...position(body.place, read),
        hint: 'Terraform refuses this. Rename one of them, or keep them in directories of their own.',
      }),
    )
  return [...cycles, ...duplicates]
}

function position(place: Place | undefined, read: ReadDocument): Pick<Diagnostic, 'file' | 'start' | 'end'> {
  const document = place && read(place.file)
  const range = document?.range(place?.path ?? [], 'key')
  if (place === undefined || document === undefined || range === undefined)
    return place ? { file: place.file } : {}
  return { file: place.file, ...new Lines(document.text).range(range) }
}
