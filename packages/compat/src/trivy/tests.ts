import type { RegoSource } from '@regraft/rego'
import { packageStep } from '../names.ts'
import { regoFile } from '../rego/read.ts'
import type { ForeignFiles } from '../sources.ts'
import { trivyLibraryFile, trivyLibraryText, trivyTestFunctions } from './library.ts'
import { functionsIn, leftOut, trivyRoot } from './trivy.ts'

/** Checks and their unit tests as `test` of `@regraft/rego` takes them. */
export interface TrivyTests {
  readonly modules: readonly RegoSource[]
  /** Packages that are left out with their tests, as they call a function of Trivy's own host. */
  readonly left: readonly { readonly package: string; readonly calls: string }[]
}

/** Lays out checks, libraries and tests of Trivy with what its host would give them. */
export function trivyTests(files: ForeignFiles, options: { readonly id: string }): TrivyTests {
  const at = [...trivyRoot, packageStep(options.id)]
  const read = Object.entries(files).map(([path, text]) => regoFile(path, text))
  const left = leftOut(read)
  const functions = functionsIn(read, trivyTestFunctions)
  const kept = read.filter(({ package: steps }) => !left.has(steps.join('.').replace(/_test$/, '')))
  return {
    modules: [
      { file: trivyLibraryFile, text: trivyLibraryText },
      ...kept
        .filter(({ package: steps }) => !left.has(steps.join('.')))
        .map((file) => ({
          file: file.path,
          text: file.text,
          mount: { at, functions: functions(file) },
          ...(file.v0 ? { v0: true } : {}),
        })),
    ],
    left: [...left].map(([name, calls]) => ({ package: name, calls })),
  }
}
