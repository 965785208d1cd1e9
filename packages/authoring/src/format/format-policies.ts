import { readFile, stat } from 'node:fs/promises'
import { replaceFile } from '@regraft/engine/node'
import type { Rego, RegoDiagnostic } from '@regraft/rego'

/** What became of each file. */
export interface FormatOutcome {
  /** Files that are, or without `write` would be, formatted anew. */
  readonly changed: readonly string[]
  readonly unchanged: readonly string[]
  /** Files that changed on disk meanwhile and were left as they are. */
  readonly left: readonly string[]
  /** Why a file was left as it is: it does not parse, or formatting would change what it says. */
  readonly diagnostics: readonly RegoDiagnostic[]
}

/**
 * Formats Rego files as `opa fmt` does. With `write`, which says where a file stands, each is replaced in one step, its
 * mode kept. Throws what the file system throws.
 */
export async function formatPolicies(
  rego: Rego,
  texts: { readonly [file: string]: string },
  write?: (file: string) => string,
): Promise<FormatOutcome> {
  const modules = Object.entries(texts).map(([file, text]) => ({ file, text }))
  const { files, diagnostics } = await rego.format({ modules })
  const left: string[] = []
  for (const { file, text, changed } of files) {
    if (!changed || write === undefined) continue
    if (!(await replace(write(file), texts[file] ?? '', text))) left.push(file)
  }
  const names = (wanted: boolean): readonly string[] =>
    files.filter(({ file, changed }) => changed === wanted && !left.includes(file)).map(({ file }) => file)
  return { changed: names(true), unchanged: names(false), left, diagnostics }
}

/** False when the file is no longer what was formatted. */
async function replace(path: string, before: string, after: string): Promise<boolean> {
  const still = async (): Promise<boolean> => (await readFile(path, 'utf8')) === before
  return replaceFile(path, new TextEncoder().encode(after), await stat(path), still)
}
