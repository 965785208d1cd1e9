import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const suffix = '.bundle'
const unusedMs = 30 * 24 * 60 * 60 * 1000
/** Headers are text of this many bytes: mark, key, checksum. */
const mark = 'regraft-bundle-1'
const headerBytes = mark.length + 2 * 65 + 1
const largest = 256 * 1024 * 1024

/** What is kept under a key and marks it as used; undefined when there is nothing, or not what was written. */
export function readEntry(folder: string, key: string, now: number): Uint8Array | undefined {
  const path = join(folder, `${key}${suffix}`)
  try {
    if (!isOwn(folder)) return undefined
    const bytes = readOwnFile(path)
    const bundle = bytes.subarray(headerBytes)
    if (!headerOf(key, bundle).equals(bytes.subarray(0, headerBytes))) return undefined
    touch(path, now)
    return new Uint8Array(bundle)
  } catch {
    return undefined
  }
}

/** Keeps a bundle, and drops what has not been used for long. A cache that cannot be written costs time, nothing else. */
export function writeEntry(folder: string, key: string, bundle: Uint8Array, now: number): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!isOwn(folder)) return
    replace(join(folder, key), Buffer.concat([headerOf(key, bundle), bundle]), now)
    prune(folder, now)
  } catch {
    // Whatever it was, the next run compiles again.
  }
}

/** In one step: whoever reads sees all of an entry, and several may write at once. */
function replace(path: string, bytes: Uint8Array, now: number): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600 })
    touch(temporary, now)
    renameSync(temporary, `${path}${suffix}`)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function headerOf(key: string, bundle: Uint8Array): Buffer {
  const checksum = createHash('sha256').update(key).update(bundle).digest('hex')
  return Buffer.from(`${mark} ${key} ${checksum}\n`)
}

function readOwnFile(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    const stats = fstatSync(file)
    if (!stats.isFile() || stats.size > largest) throw new Error('no entry')
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/** Nobody else may put entries there. Windows keeps its cache folder for its user. */
function isOwn(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return false
  const user = process.getuid?.()
  return user === undefined || (stats.uid === user && (stats.mode & 0o022) === 0)
}

function touch(path: string, now: number): void {
  utimesSync(path, now / 1000, now / 1000)
}

/** Only files that are named as entries are: the folder may be one that a user named. */
function prune(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!/^[0-9a-f]{64}\.(bundle|[0-9a-f]{12}\.tmp)$/.test(name)) continue
    const path = join(folder, name)
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats !== undefined && now - stats.mtimeMs > unusedMs) rmSync(path, { force: true })
  }
}
