import { compareText } from '@regraft/model'
import type { ModuleCall } from './facts.ts'
import { directoryOf, localModule } from './files.ts'
import type { Module } from './module.ts'

/** The modules of a unit, those it calls that are not its own, and which of them each call means. */
export class UnitModules {
  readonly #own: ReadonlyMap<string, Module>
  readonly #foreign = new Map<string, Module>()
  /** By what `calledDirectory` gives where that is no directory. */
  readonly #called = new Map<string, Map<string, Module>>()

  constructor(own: ReadonlyMap<string, Module>) {
    this.#own = own
  }

  get all(): readonly Module[] {
    return [...this.#own.values(), ...this.#foreign.values()]
  }

  /** The unit's own module of a directory. */
  own(directory: string): Module | undefined {
    return this.#own.get(directory)
  }

  isForeign(module: Module): boolean {
    return this.#own.get(module.directory) !== module
  }

  /** Notes which module a call turned out to mean. */
  note(call: ModuleCall, module: Module): void {
    if (this.isForeign(module)) this.#foreign.set(module.directory, module)
    const name = calledDirectory(call)
    if (name === module.directory) return
    const modules = this.#called.get(name) ?? new Map<string, Module>()
    this.#called.set(name, modules.set(module.directory, module))
  }

  /** The modules that a directory or the name of a call stands for: one call may mean another for each root. */
  called(name: string): readonly Module[] {
    const module = this.#own.get(name) ?? this.#foreign.get(name)
    if (module !== undefined) return [module]
    const modules = [...(this.#called.get(name)?.values() ?? [])]
    return modules.sort((a, b) => compareText(a.directory, b.directory))
  }

  /** Names of the calls in one module that mean another. */
  callsOf(caller: Module, module: Module): readonly string[] {
    return [...caller.calls.values()]
      .filter((call) => this.called(calledDirectory(call)).includes(module))
      .map(({ name }) => name)
  }
}

const known = new WeakMap<ModuleCall, string>()

/** The directory that a call names, or a name of the call itself where what is installed decides which that is. */
export function calledDirectory(call: ModuleCall): string {
  let directory = known.get(call)
  if (directory === undefined) {
    const { name, source, body } = call
    const { file, path } = body.place
    directory =
      (source && localModule(directoryOf(file), source)) ??
      `module.${name} ${JSON.stringify([file, ...path])}`
    known.set(call, directory)
  }
  return directory
}
