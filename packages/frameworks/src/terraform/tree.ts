import type { Diagnostic } from '@regraft/model'
import type { ModuleCall } from './facts.ts'
import { directoryOf, localModule } from './files.ts'
import type { FunctionContext } from './functions/define.ts'
import { InstalledModules } from './installed-modules.ts'
import { ModuleInstance } from './instance.ts'
import { parseTemplate } from './json-template.ts'
import { evaluate } from './language/evaluate.ts'
import { fail } from './language/failure.ts'
import { Meter } from './language/meter.ts'
import { stringType } from './language/type.ts'
import type { Value } from './language/value.ts'
import { object, str, unknownOf } from './language/value.ts'
import type { Module } from './module.ts'
import { pathBetween, resolvePath } from './paths.ts'
import type { Lookups } from './scope.ts'
import type { Settings, VariableOptions } from './settings.ts'
import type { Place } from './source.ts'
import type { Cycle } from './stack.ts'
import { Stack } from './stack.ts'
import type { UnitFiles } from './unit-files.ts'
import type { UnitModules } from './unit-modules.ts'

/** What a tree of modules is made from. */
export interface TreeSource {
  readonly modules: UnitModules
  readonly files: UnitFiles
  readonly options: VariableOptions
  /** The unit will be loaded again. */
  readonly again: boolean
}

const maxModules = 10_000

const limits = {
  steps: {
    message: (root: string) => `evaluating ${root} takes too long`,
    hint: 'What is left is unknown.',
  },
  depth: {
    message: (root: string) => `values of ${root} need one another too deeply`,
    hint: 'What is deeper is unknown.',
  },
  size: {
    message: (name: string) => `${name} is made of too many parts`,
    hint: 'It is unknown, and so is what follows from it.',
  },
  modules: {
    message: (root: string) => `${root} has too many modules`,
    hint: 'The rest is left out.',
  },
}

/** A root module with every module that it calls, as one plan would see them. */
export class ModuleTree {
  /** Directory of the root module. */
  readonly root: string
  /** Stands before addresses where a unit has more than one root. */
  readonly label: string
  readonly options: VariableOptions
  /** What is worked out is remembered for the next load. */
  readonly remembers: boolean
  readonly instance: ModuleInstance
  readonly diagnostics: { readonly diagnostic: Diagnostic; readonly place: Place | undefined }[] = []
  readonly #source: TreeSource
  readonly #functions = new Map<string, FunctionContext>()
  readonly #paths = new Map<string, Value>()
  readonly #told = new Set<string>()
  /** What evaluation has cost so far. */
  readonly meter: Meter = new Meter((limit) => this.tellLimit(limit))
  readonly stack: Stack = new Stack((cycle) => this.#cycle(cycle))
  /** What is being worked out, the innermost last: each is told which files it asks for. */
  readonly #recorders: Lookups[] = []
  readonly #installed: InstalledModules
  #modules = 0

  constructor(module: Module, label: string, settings: Settings, source: TreeSource) {
    this.root = module.directory
    this.label = label
    this.options = source.options
    this.remembers = source.again
    this.#source = source
    this.#installed = new InstalledModules(module.directory, source.files)
    this.instance = new ModuleInstance(this, module, settings)
  }

  /** Tells, once of each kind, why values are unknown that are none in Terraform. */
  tellLimit(limit: keyof typeof limits, what: string = this.root, place?: Place): void {
    if (this.#told.has(limit)) return
    this.#told.add(limit)
    const { message, hint } = limits[limit]
    this.#tell('TERRAFORM_LIMIT', message(what), place, hint)
  }

  /** Works something out and notes in `lookups` which files that asks for. */
  recording<T>(lookups: Lookups, work: () => T): T {
    this.#recorders.push(lookups)
    try {
      return work()
    } finally {
      this.#recorders.pop()
    }
  }

  /** Why nothing in a file can be edited; undefined for a file of the unit. */
  sealed(file: string): string | undefined {
    return this.#source.files.owns(file) ? undefined : `${file} is not among the files that are healed`
  }

  /** Whether a module is none of the unit's. */
  isForeign(module: Module): boolean {
    return this.#source.modules.isForeign(module)
  }

  /** A value that the user gives for a variable has no meaning, or another type. */
  unfit(name: string, place: Place): void {
    this.#tell(
      'TERRAFORM_VARIABLE',
      `the value that is given for ${name} is not of its type`,
      place,
      'Where the type is no string, number or bool the value is an expression: --var \'zones=["a", "b"]\'.',
    )
  }

  /** Instances of the module that a call names. */
  instantiate(instance: ModuleInstance, call: ModuleCall): readonly ModuleInstance[] {
    const module = this.#moduleOf(instance, call)
    if (module === undefined) return []
    if (instance.standsIn(module.directory)) {
      this.#tell(
        'TERRAFORM_CYCLE',
        `module.${call.name} calls ${module.directory}, which it is part of`,
        call.body.place,
        'Break the cycle; until then the call is left out.',
      )
      return []
    }
    const expansion = instance.expansion(call.body)
    const keys =
      expansion.kind === 'one'
        ? [{ suffix: '', names: undefined }]
        : expansion.kind === 'unknown'
          ? [expansion.key]
          : expansion.keys
    this.#modules += keys.length
    if (this.#modules > maxModules) {
      this.tellLimit('modules', this.root, call.body.place)
      return []
    }
    return keys.map((key) => new ModuleInstance(this, module, { instance, call, key }))
  }

  #moduleOf(instance: ModuleInstance, call: ModuleCall): Module | undefined {
    const module = this.#moduleAt(instance.calls, call)
    if (module !== undefined) this.#source.modules.note(call, module)
    return module
  }

  /** What the calls of the modules on the way to a call, and the call itself, lead to. */
  #moduleAt(calls: readonly string[], { name, source, body }: ModuleCall): Module | undefined {
    if (source === undefined) return undefined
    const { modules, files } = this.#source
    const directory = /^\.\.?(\/|$)/.test(source)
      ? localModule(directoryOf(body.place.file), source)
      : this.#installed.directory([...calls, name])
    return directory === undefined ? undefined : (modules.own(directory) ?? files.foreignModule(directory))
  }

  /**
   * Visits the root module and those that it calls, by the names of the calls, whether there are instances or not. A module
   * is undefined where nobody can read it; one that calls itself is visited once on each way.
   */
  eachModule(visit: (calls: readonly string[], module: Module | undefined) => void): void {
    let left = maxModules
    const walk = (calls: readonly string[], module: Module, above: ReadonlySet<Module>): void => {
      visit(calls, module)
      for (const call of module.calls.values()) {
        if (left-- <= 0) return
        const called = this.#moduleAt(calls, call)
        const names = [...calls, call.name]
        if (called === undefined) visit(names, undefined)
        else if (!above.has(called)) walk(names, called, new Set([...above, called]))
      }
    }
    const { module } = this.instance
    walk([], module, new Set([module]))
  }

  /** `path`: directories as Terraform tells them when it is run in the root module. */
  paths(directory: string): Value {
    let value = this.#paths.get(directory)
    if (value === undefined) {
      value = object(
        new Map([
          ['module', str(pathBetween(this.root, directory))],
          ['root', str('.')],
          ['cwd', unknownOf(stringType)],
        ]),
      )
      this.#paths.set(directory, value)
    }
    return value
  }

  functionsFor(directory: string): FunctionContext {
    let context = this.#functions.get(directory)
    if (context === undefined) {
      context = {
        moduleDirectory: pathBetween(this.root, directory),
        readFile: (path) => this.#ask('file', path, (files, file) => files.bytes(file)),
        fileExists: (path) => this.#ask('exists', path, (files, file) => files.exists(file)),
        listFiles: (path) => this.#ask('files', path, (files, at) => files.list(at === '' ? '.' : at)),
        render: (text, variables, file) => this.#render(text, variables, file, directory),
      }
      this.#functions.set(directory, context)
    }
    return context
  }

  /** Asks about a path as Terraform resolves it, and notes the answer: it may be another one in the next load. */
  #ask<T>(what: string, path: string, ask: (files: UnitFiles, path: string) => T): T | undefined {
    const file = resolvePath(this.root, path)
    if (file === undefined) return undefined
    const answer = ask(this.#source.files, file)
    this.#recorders
      .at(-1)
      ?.noteOther(`${what} ${file}`, ({ tree }) => ask(tree.#source.files, file) === answer)
    return answer
  }

  #render(text: string, variables: ReadonlyMap<string, Value>, file: string, directory: string): Value {
    const template = parseTemplate(text) ?? fail(`${file === '' ? 'the string' : file} is no template`)
    return evaluate(template.node, template.text, {
      lookup(root) {
        const value = variables.get(root)
        return value && { value, taken: 0 }
      },
      functions: this.functionsFor(directory),
      site: { file, path: [], sealed: `it is part of ${file}` },
      meter: this.meter,
    })
  }

  #cycle({ names, first }: Cycle): void {
    this.#tell(
      'TERRAFORM_CYCLE',
      `${[...names, names[0]].join(' needs ')}: none of them has a value`,
      declarationOf(first.instance.module, first.key),
      'Break the cycle; until then every value that follows from it is unknown.',
    )
  }

  #tell(code: string, message: string, place: Place | undefined, hint: string): void {
    const severity = code === 'TERRAFORM_CYCLE' ? 'error' : 'warning'
    this.diagnostics.push({ diagnostic: { code, severity, message, hint }, place })
  }
}

function declarationOf(module: Module, key: string): Place | undefined {
  const dot = key.indexOf('.')
  const name = key.slice(dot + 1)
  const kind = key.slice(0, dot)
  const declared =
    kind === 'local'
      ? module.locals
      : kind === 'var'
        ? module.variables
        : kind === 'output'
          ? module.outputs
          : undefined
  return declared?.get(name)?.place ?? module.blocks.get(key)?.body.place
}
