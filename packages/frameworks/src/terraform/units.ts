import { compareText } from '@regraft/model'
import type { FileHead, ReadDocument, Unit } from '../framework.ts'
import { factsOf } from './facts.ts'
import { directoryOf, fileKind, isJsonSyntax, localModule } from './files.ts'

/** One unit per directory that holds configuration, with the files of other directories that call it as a module. */
export function unitsOf(files: readonly FileHead[], read?: ReadDocument): readonly Unit[] {
  const directories = new Map<string, string[]>()
  for (const { path } of files) {
    const directory = directoryOf(path)
    const known = directories.get(directory)
    if (known === undefined) directories.set(directory, [path])
    else known.push(path)
  }
  const callers = callersOf(files, read)
  return [...directories]
    .filter(([, paths]) => paths.some((path) => fileKind(path) !== 'variables'))
    .map(([id, paths]) => ({
      framework: 'terraform',
      id,
      files: paths.sort(compareText),
      reads: [...(callers.get(id) ?? [])].filter((path) => directoryOf(path) !== id).sort(compareText),
    }))
    .sort((a, b) => compareText(a.id, b.id))
}

/** Files that hold a module call, by the directory that is called. */
function callersOf(files: readonly FileHead[], read: ReadDocument | undefined): Map<string, Set<string>> {
  const callers = new Map<string, Set<string>>()
  for (const file of files) {
    for (const source of sourcesIn(file, read)) {
      const called = localModule(directoryOf(file.path), source)
      if (called === undefined) continue
      const known = callers.get(called)
      if (known === undefined) callers.set(called, new Set([file.path]))
      else known.add(file.path)
    }
  }
  return callers
}

function sourcesIn({ path, head }: FileHead, read: ReadDocument | undefined): readonly string[] {
  const document = read?.(path)
  if (document !== undefined) return factsOf(path, document).calls.flatMap(({ source }) => source ?? [])
  // Only the beginning of the file is known: every relative source in it counts.
  const quoted = isJsonSyntax(path) ? /"source"\s*:\s*"(\.[^"]*)"/g : /\bsource\s*=\s*"(\.[^"]*)"/g
  return [...head.matchAll(quoted)].map((match) => match[1] ?? '')
}
