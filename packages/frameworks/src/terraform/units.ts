import { compareText } from '@regraft/model'
import type { FileHead, ReadDocument, Unit } from '../framework.ts'
import { factsOf } from './facts.ts'
import { directoryOf, fileKind, isConfiguration, isJsonSyntax, localModule } from './files.ts'
import type { VariableOptions } from './settings.ts'

/**
 * One unit for all directories that call one another as modules, directly or through others: a value may come from any of
 * them, and an edit of a shared module shows in all.
 */
export function unitsOf(
  files: readonly FileHead[],
  read: ReadDocument | undefined,
  { files: named = [] }: VariableOptions,
): readonly Unit[] {
  const directories = byDirectory(files.filter(({ path }) => fileKind(path) !== undefined))
  const groups = new Groups(directories.keys())
  for (const file of files)
    for (const source of sourcesIn(file, read)) {
      const directory = directoryOf(file.path)
      const called = localModule(directory, source)
      if (called !== undefined) groups.join(directory, called)
    }
  const units = groups.all().flatMap((group) => {
    const members = group.filter((directory) => holdsConfiguration(directories.get(directory) ?? []))
    const [id] = members
    const own = members.flatMap((directory) => directories.get(directory) ?? []).sort(compareText)
    return id === undefined ? [] : [{ framework: 'terraform', id, files: own, reads: [] }]
  })
  const takers = takersOf(
    named.filter((path) => files.some((file) => file.path === path)),
    units,
    read,
  )
  return units.map((unit) => withNamed(unit, takers)).sort((a, b) => compareText(a.id, b.id))
}

/** Which units have variables that a file sets which the user names. */
function takersOf(
  named: readonly string[],
  units: readonly Unit[],
  read: ReadDocument | undefined,
): ReadonlyMap<string, readonly Unit[]> {
  if (named.length === 0) return new Map()
  const declared = units.map(({ files }) => {
    const facts = files.flatMap((path) => {
      const document = read?.(path)
      return document === undefined ? [] : [factsOf(path, document)]
    })
    return new Set(facts.flatMap(({ variables }) => variables.map(({ name }) => name)))
  })
  return new Map(
    named.map((path) => {
      const document = read?.(path)
      const sets = document && factsOf(path, document, true).settings
      return [path, units.filter((_, i) => sets?.some(({ name }) => declared[i]?.has(name)) ?? true)]
    }),
  )
}

/**
 * A named file belongs to the one unit that takes from it. One that several take from is left to all of them as
 * surroundings, for an edit for one would change the others unseen.
 */
function withNamed(unit: Unit, takers: ReadonlyMap<string, readonly Unit[]>): Unit {
  const shared = (path: string): boolean => (takers.get(path)?.length ?? 0) > 1
  const files = unit.files.filter((path) => !shared(path))
  const reads = [...takers].flatMap(([path, units]) =>
    units.length === 1 && units[0] === unit && !files.includes(path) ? [path] : [],
  )
  return { ...unit, files, reads: reads.sort(compareText) }
}

function byDirectory(files: readonly FileHead[]): ReadonlyMap<string, string[]> {
  const directories = new Map<string, string[]>()
  for (const { path } of files) {
    const directory = directoryOf(path)
    const known = directories.get(directory)
    if (known === undefined) directories.set(directory, [path])
    else known.push(path)
  }
  return directories
}

function holdsConfiguration(paths: readonly string[]): boolean {
  return paths.some(isConfiguration)
}

/** Directories that belong together: a union of sets. */
class Groups {
  readonly #parent: Map<string, string>

  constructor(names: Iterable<string>) {
    this.#parent = new Map([...names].map((name) => [name, name]))
  }

  join(a: string, b: string): void {
    if (!this.#parent.has(a) || !this.#parent.has(b)) return
    const [first, second] = [this.#top(a), this.#top(b)].sort(compareText)
    if (first !== undefined && second !== undefined) this.#parent.set(second, first)
  }

  /** Each group sorted, the first of them first. */
  all(): readonly (readonly string[])[] {
    const groups = new Map<string, string[]>()
    for (const name of [...this.#parent.keys()].sort(compareText)) {
      const top = this.#top(name)
      groups.set(top, [...(groups.get(top) ?? []), name])
    }
    return [...groups.values()]
  }

  #top(name: string): string {
    let at = name
    for (let next = this.#parent.get(at); next !== undefined && next !== at; next = this.#parent.get(at))
      at = next
    return at
  }
}

function sourcesIn({ path, head }: FileHead, read: ReadDocument | undefined): readonly string[] {
  const document = read?.(path)
  if (document !== undefined) return factsOf(path, document).calls.flatMap(({ source }) => source ?? [])
  // Only the beginning of the file is known: every relative source in it counts.
  const quoted = isJsonSyntax(path) ? /"source"\s*:\s*"(\.[^"]*)"/g : /\bsource\s*=\s*"(\.[^"]*)"/g
  return [...head.matchAll(quoted)].map((match) => match[1] ?? '')
}
