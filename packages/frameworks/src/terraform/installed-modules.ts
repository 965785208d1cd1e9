import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { fromUtf8 } from './functions/bytes.ts'
import { resolvePath } from './paths.ts'
import type { UnitFiles } from './unit-files.ts'

/** What `terraform init` noted of the modules that it installed for a root module. */
export class InstalledModules {
  readonly #root: string
  readonly #files: UnitFiles
  #directories: ReadonlyMap<string, string> | undefined

  constructor(root: string, files: UnitFiles) {
    this.#root = root
    this.#files = files
  }

  /** The directory of the module that the last of these calls names, each in the module of the one before it. */
  directory(calls: readonly string[]): string | undefined {
    if (this.#directories === undefined) {
      const manifest = resolvePath(this.#root, '.terraform/modules/modules.json')
      const bytes = manifest === undefined ? undefined : this.#files.bytes(manifest)
      this.#directories = new Map(bytes === undefined ? [] : entriesIn(bytes, this.#root))
    }
    return this.#directories.get(calls.join('.'))
  }
}

/** Directories by the calls that name them: `vpc`, `vpc.endpoints`. Those outside the root are left out. */
function entriesIn(bytes: Uint8Array, root: string): readonly (readonly [string, string])[] {
  const manifest = parsed(fromUtf8(bytes) ?? '')
  const modules = isObject(manifest) ? manifest['Modules'] : undefined
  if (!isList(modules)) return []
  return modules.flatMap((module) => {
    if (!isObject(module)) return []
    const { Key: key, Dir: dir } = module
    const directory = typeof dir === 'string' ? resolvePath(root, dir) : undefined
    return typeof key === 'string' && directory !== undefined
      ? [[key, directory === '' ? '.' : directory] as const]
      : []
  })
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
