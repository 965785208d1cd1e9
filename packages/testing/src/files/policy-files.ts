import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { compareText, RegraftError } from '@regraft/model'
import type { PolicyFolder } from '../read-policies.ts'

const largest = 8 * 1024 * 1024
const deepest = 32
const most = 20_000

/** Policies, their Rego tests and cases as they stand on disk, by path relative to the working folder, with `/`. */
export interface PolicyFiles {
  readonly folder: PolicyFolder
  /** Folders that were read, absolute. */
  readonly roots: readonly string[]
  /** Whether a file or case folder is what was asked for; others are only read because those may need them. */
  readonly chosen: (file: string) => boolean
  absolute(file: string): string
  /** Reads some files anew, by absolute path; one that is gone is taken out. Says whether any is another than before. */
  reread(paths: readonly string[]): boolean
}

/**
 * Reads policies. Without paths these are `./policies`; a path below that folder brings the rest of it, for rules share
 * libraries. Hidden files, `node_modules` and links are left out.
 *
 * Throws RegraftError: `PATH_MISSING`, `FILE_TOO_LARGE`, `NOT_TEXT`, `POLICY_SOURCE`.
 */
export function readPolicies(cwd: string, paths: readonly string[] = []): PolicyFiles {
  const usual = join(cwd, 'policies')
  const asked = (paths.length === 0 ? ['policies'] : paths).map((path) => resolve(cwd, path))
  const code = new Set(asked.filter(isCode))
  // A file of code is asked for with the cases beside it.
  const picks = asked.map((path) => ({
    path: code.has(path) ? dirname(path) : path,
    root: rootOf(path, usual),
  }))
  const roots = [...new Set(picks.map(({ root }) => root))]
  const texts = new Map<string, string>()
  const nameOf = (path: string): string => {
    const name = relative(cwd, path).split(sep).join('/')
    return roots.includes(cwd) && !name.startsWith('../') ? `./${name}` : name
  }
  const read = (path: string): boolean => {
    const name = nameOf(path)
    const [before, text] = [texts.get(name), textOf(path, name)]
    if (text === undefined) texts.delete(name)
    else texts.set(name, text)
    return text !== before
  }
  const isRead = (path: string): boolean => isOurs(path) || code.has(path)
  for (const root of roots) for (const path of walk(root, 0)) if (isRead(path)) read(path)
  if (texts.size > most)
    throw new RegraftError('POLICY_SOURCE', `there are more than ${most} files of policies`, {
      hint: 'Name the folder they are in.',
    })
  return {
    get folder() {
      return sorted(texts)
    },
    roots,
    chosen: (file) => {
      const path = resolve(cwd, file)
      return picks.some((pick) => within(path, pick.path) || pick.path.startsWith(`${path}${sep}`))
    },
    absolute: (file) => resolve(cwd, file),
    reread: (changed) =>
      changed
        .filter((path) => isRead(path) && roots.some((root) => within(path, root)))
        .map(read)
        .includes(true),
  }
}

/** The folder to read for a path. */
function rootOf(path: string, usual: string): string {
  const stats = statOf(path)
  if (stats === undefined)
    throw new RegraftError('PATH_MISSING', `there is no ${path}`, {
      hint: 'Name a folder of policies, or run the command where ./policies is.',
    })
  if (within(path, usual)) return usual
  return stats.isDirectory() ? path : dirname(path)
}

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

function isCase(path: string): boolean {
  return path.split(sep).includes('cases')
}

function isOurs(path: string): boolean {
  return path.endsWith('.rego') || isCase(path)
}

/** A policy in JavaScript: read, and run by whoever calls, only when it was named itself. */
function isCode(path: string): boolean {
  return /\.[cm]?[jt]s$/.test(path) && !isCase(path)
}

function* walk(folder: string, depth: number): Generator<string> {
  if (depth > deepest) return
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    if (entry.isFile()) yield path
    else if (entry.isDirectory()) yield* walk(path, depth + 1)
  }
}

/** Undefined for a file that is not there. */
function textOf(path: string, name: string): string | undefined {
  const stats = statOf(path)
  if (!stats?.isFile()) return undefined
  if (stats.size > largest)
    throw new RegraftError('FILE_TOO_LARGE', `${name} is larger than ${largest / 1024 / 1024} MiB`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new RegraftError('NOT_TEXT', `${name} is not valid UTF-8`, { cause })
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}

function sorted(texts: ReadonlyMap<string, string>): PolicyFolder {
  const modules: Record<string, string> = {}
  const tests: Record<string, string> = {}
  const cases: Record<string, string> = {}
  const code: Record<string, string> = {}
  for (const [file, text] of [...texts].sort(([a], [b]) => compareText(a, b))) {
    if (`/${file}`.includes('/cases/')) cases[file] = text
    else if (file.endsWith('_test.rego')) tests[file] = text
    else if (isCode(file)) code[file] = text
    else modules[file] = text
  }
  return { modules, tests, cases, code }
}
