import { compareText } from '@regraft/model'
import type { FileHead, ReadDocument, Unit } from '../framework.ts'
import { factsOf } from './facts.ts'
import { directoryOf, fileKind, isJsonSyntax, localModule } from './files.ts'
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
  const directories = byDirectory(files)
  const groups = new Groups(directories.keys())
  for (const file of files)
    for (const source of sourcesIn(file, read)) {
      const directory = directoryOf(file.path)
      const called = localModule(directory, source)
      if (called !== undefined) groups.join(directory, called)
    }
  return groups
    .all()
    .map((members) => ({
      members: members.filter((directory) => holdsConfiguration(directories.get(directory) ?? [])),
    }))
    .filter(({ members }) => members.length > 0)
    .map(({ members }) => {
      const own = members.flatMap((directory) => directories.get(directory) ?? []).sort(compareText)
      return {
        framework: 'terraform',
        id: members[0] ?? '.',
        files: own,
        reads: named.filter((path) => !own.includes(path)),
      }
    })
    .sort((a, b) => compareText(a.id, b.id))
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
  return paths.some((path) => fileKind(path) !== 'variables')
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
