import type { Framework } from '@regraft/frameworks'
import type { Diagnostic } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import { decode } from './decode.ts'
import type { RunOptions } from './options.ts'
import { syntaxDiagnostics } from './syntax-diagnostics.ts'
import type { Workspace } from './workspace.ts'

/**
 * Bytes of the variables files that the user names. Whoever names one goes by what it says: one that says nothing ends
 * the run.
 * @throws RegraftError `VARIABLES_FILE`
 */
export async function readVariables(
  workspace: Workspace,
  terraform: Framework,
  { variables }: RunOptions,
  maxFileBytes: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const path of variables?.files ?? []) {
    if (path.split('/').includes('..') || path.startsWith('/'))
      throw wrong(path, 'lies outside the folder that is checked', 'Run regraft in a folder that holds both.')
    if (/\.(tf|tofu)(\.json)?$/.test(path)) throw wrong(path, 'holds configuration, not values of variables')
    const read = await workspace.read(path, maxFileBytes)
    if (!read.ok) throw wrong(path, 'cannot be read', read.diagnostic.hint, [read.diagnostic])
    const decoded = decode(path, read.bytes)
    if ('diagnostic' in decoded) throw wrong(path, 'is not text', undefined, [decoded.diagnostic])
    const document = terraform.parse(path, decoded.text)
    const errors = syntaxDiagnostics(path, document).filter(({ severity }) => severity === 'error')
    if (errors.length > 0) throw wrong(path, 'does not parse', undefined, errors)
    files.set(path, read.bytes)
  }
  return files
}

function wrong(
  path: string,
  why: string,
  hint?: string,
  diagnostics: readonly Diagnostic[] = [],
): RegraftError {
  return new RegraftError('VARIABLES_FILE', `the variables file ${path} ${why}`, {
    ...(hint === undefined ? {} : { hint }),
    diagnostics,
  })
}
