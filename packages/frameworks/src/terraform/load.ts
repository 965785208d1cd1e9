import type { Diagnostic } from '@regraft/model'
import { compareText, Lines } from '@regraft/model'
import type { Loaded, LoadOptions, ReadDocument, Unit } from '../framework.ts'
import { keysOf } from './expand.ts'
import type { FileFacts } from './facts.ts'
import { factsOf, isBroken } from './facts.ts'
import { directoryOf, fileKind, isConfiguration, localModule, mergeOrder } from './files.ts'
import type { ModuleInstance } from './instance.ts'
import { LoadedUnit, remember } from './loaded-unit.ts'
import type { Module } from './module.ts'
import { moduleOf } from './module.ts'
import { TerraformResource } from './resource.ts'
import type { VariableOptions } from './settings.ts'
import { settingsOf } from './settings.ts'
import type { Place } from './source.ts'
import { ModuleTree } from './tree.ts'
import { UnitFiles } from './unit-files.ts'
import { UnitModules } from './unit-modules.ts'

/** Loads a unit: every root module in it, with the modules that they call. */
export function loadUnit(
  unit: Unit,
  read: ReadDocument,
  { around, wanted = () => true, again = true }: LoadOptions,
  options: VariableOptions,
): Loaded {
  const files = new UnitFiles(read, around)
  const own = modulesOf(unit, read)
  const modules = new UnitModules(own)
  const roots = rootsOf(own)
  const named = (options.files ?? []).flatMap((path) => files.variables(path) ?? [])
  const trees = roots.map(
    (module) =>
      new ModuleTree(
        module,
        roots.length > 1 ? `${module.directory}.` : '',
        settingsOf(module.files, named, brokenIn(unit, module, read)),
        { modules, files, options, again },
      ),
  )
  const resources: TerraformResource[] = []
  const loadedUnit = new LoadedUnit(resources, modules, trees)
  for (const tree of trees) gather(tree.instance, resources, loadedUnit)
  for (const resource of resources) if (wanted(resource.type)) resource.evaluate()
  const diagnostics = [
    ...trees.flatMap((tree) =>
      tree.diagnostics.map(({ diagnostic, place }) => ({ ...diagnostic, ...position(place, read) })),
    ),
    ...[...own.values()].flatMap((module) => duplicatesIn(module, read)),
  ]
  return remember({ unit, resources, diagnostics }, loadedUnit)
}

function factsAt(path: string, read: ReadDocument): FileFacts | undefined {
  const document = read(path)
  return document && factsOf(path, document)
}

function modulesOf(unit: Unit, read: ReadDocument): ReadonlyMap<string, Module> {
  const files = new Map<string, string[]>()
  for (const path of unit.files) {
    const directory = directoryOf(path)
    const known = files.get(directory)
    if (known === undefined) files.set(directory, [path])
    else known.push(path)
  }
  return new Map(
    [...files]
      .filter(([, paths]) => paths.some(isConfiguration))
      .map(([directory, paths]) => [
        directory,
        moduleOf(
          directory,
          mergeOrder(paths).flatMap((path) => factsAt(path, read) ?? []),
        ),
      ]),
  )
}

/** Modules that no other calls. Where all call one another the first by name is taken for a root. */
function rootsOf(modules: ReadonlyMap<string, Module>): readonly Module[] {
  const called = new Set<string>()
  for (const { directory, calls } of modules.values())
    for (const { source, body } of calls.values()) {
      const target = source && localModule(directoryOf(body.place.file), source)
      if (target !== undefined && target !== directory) called.add(target)
    }
  const sorted = [...modules.values()].sort((a, b) => compareText(a.directory, b.directory))
  const roots = sorted.filter(({ directory }) => !called.has(directory))
  return roots.length === 0 ? sorted.slice(0, 1) : roots
}

function brokenIn(unit: Unit, { directory }: Module, read: ReadDocument): readonly string[] {
  return unit.files.filter((path) => {
    const document =
      fileKind(path) === 'variables' && directoryOf(path) === directory ? read(path) : undefined
    return document !== undefined && isBroken(document)
  })
}

function gather(instance: ModuleInstance, out: TerraformResource[], unit: LoadedUnit): void {
  for (const block of instance.module.resources) {
    for (const key of keysOf(instance.expansion(block.body)))
      out.push(new TerraformResource(block, instance, key, unit))
  }
  // Every local is worked out: one that needs itself is told even where nothing uses it.
  for (const name of instance.module.locals.keys()) instance.lookup('local', [name])
  for (const call of instance.module.calls.values())
    for (const called of instance.called(call)) gather(called, out, unit)
}

function duplicatesIn(module: Module, read: ReadDocument): readonly Diagnostic[] {
  return module.resources
    .filter(({ duplicate }) => duplicate)
    .map(({ type, name, body }) => ({
      code: 'TERRAFORM_DUPLICATE',
      severity: 'warning',
      message: `${type}.${name} is declared more than once in ${module.directory}`,
      ...position(body.place, read),
      hint: 'Terraform refuses this. Rename one of them, or keep them in directories of their own.',
    }))
}

function position(place: Place | undefined, read: ReadDocument): Pick<Diagnostic, 'file' | 'start' | 'end'> {
  const document = place && read(place.file)
  const range = document?.range(place?.path ?? [], 'key')
  if (place === undefined || document === undefined || range === undefined)
    return place ? { file: place.file } : {}
  return { file: place.file, ...new Lines(document.text).range(range) }
}
