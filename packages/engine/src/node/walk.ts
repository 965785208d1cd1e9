import type { Dirent } from 'node:fs'
import { lstatSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Diagnostic } from '@regraft/model'
import { compareText } from '@regraft/model'
import type { WorkspaceFile } from '../workspace.ts'
import { temporarySuffix } from './atomic.ts'
import { GitIgnores } from './gitignore.ts'
import { ioDiagnostic } from './io-errors.ts'
import { realFile, relativeTo } from './paths.ts'

/** Folders that hold what tools fetched or made, and regraft's own. */
const skipped: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '.regraft',
  'node_modules',
])

export interface Walked {
  readonly files: WorkspaceFile[]
  readonly diagnostics: Diagnostic[]
}

export interface WalkOptions {
  /** Absolute, real. */
  readonly root: string
  /** Whether a file or folder (relative path) takes part. */
  readonly included: (path: string, folder: boolean) => boolean
}

/** Everything below a folder that git would see, without following links to folders. */
export async function walk(start: string, options: WalkOptions, deep = true): Promise<Walked> {
  const out: Walked = { files: [], diagnostics: [] }
  const links: string[] = []
  const queue: { folder: string; ignores: GitIgnores }[] = [
    { folder: start, ignores: await GitIgnores.around(start) },
  ]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { folder, ignores } = next
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      out.diagnostics.push(ioDiagnostic(relativeTo(options.root, folder) || '.', error, 'listed'))
      return [] as Dirent[]
    })
    for (const entry of entries.sort((a, b) => compareText(b.name, a.name))) {
      const path = join(folder, entry.name)
      const name = relativeTo(options.root, path)
      if (skipped.has(entry.name) || entry.name.endsWith(temporarySuffix)) continue
      if (ignores.ignores(path, entry.isDirectory()) || !options.included(name, entry.isDirectory())) continue
      if (entry.isDirectory()) {
        if (deep) queue.push({ folder: path, ignores: await ignores.enter(path) })
      } else if (entry.isSymbolicLink()) links.push(name)
      else if (entry.isFile()) addFile(name, path, out)
      else if (entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice())
        out.diagnostics.push(special(name))
    }
  }
  addLinks(links, out, options)
  return out
}

function addFile(name: string, path: string, out: Walked): void {
  try {
    out.files.push({ path: name, size: lstatSync(path).size })
  } catch (error) {
    out.diagnostics.push(ioDiagnostic(name, error, 'read'))
  }
}

/** A link to a file counts only if it stays inside the root and its file is not met by its own name. */
function addLinks(links: readonly string[], out: Walked, options: WalkOptions): void {
  const known = new Set(out.files.map(({ path }) => path))
  for (const name of [...links].sort(compareText)) {
    try {
      const found = realFile(options.root, name)
      if ('why' in found) {
        if (found.why.includes('leaves')) out.diagnostics.push(leaving(name))
        continue
      }
      const target = relativeTo(options.root, found.real)
      if (known.has(target)) continue
      known.add(target)
      out.files.push({ path: name, size: found.stats.size })
    } catch (error) {
      out.diagnostics.push({ ...ioDiagnostic(name, error, 'read'), severity: 'warning' })
    }
  }
}

function leaving(file: string): Diagnostic {
  return {
    code: 'LINK_LEAVES_ROOT',
    severity: 'warning',
    message: `${file} is not read: it is a link that leaves the root`,
    file,
    hint: 'Run regraft where the file is.',
  }
}

function special(file: string): Diagnostic {
  return {
    code: 'NOT_A_FILE',
    severity: 'warning',
    message: `${file} is not read: it is not a regular file`,
    file,
  }
}
