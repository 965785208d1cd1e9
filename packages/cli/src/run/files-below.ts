import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { compareText } from '@regraft/model'

const deepest = 32
const most = 10_000

export interface Wanted {
  /** Whether a file of this name is taken. */
  readonly takes: (name: string) => boolean
  /** Names of folders that are passed over beside hidden ones and dependencies. */
  readonly skips?: readonly string[]
  /** What is wrong with a folder that holds more than `most` of them. */
  readonly tooMany?: (most: number) => Error
}

/** Files below a folder by path with `/`, sorted. Hidden folders, dependencies and links are left out. */
export async function filesBelow(folder: string, wanted: Wanted): Promise<readonly string[]> {
  return (await walk(folder, wanted, '', 0)).sort(compareText)
}

async function walk(folder: string, wanted: Wanted, below: string, depth: number): Promise<string[]> {
  if (depth > deepest) return []
  const { takes, skips = [], tooMany } = wanted
  const out: string[] = []
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) {
      const skipped =
        entry.name.startsWith('.') || entry.name === 'node_modules' || skips.includes(entry.name)
      if (!skipped) out.push(...(await walk(folder, wanted, path, depth + 1)))
    } else if (entry.isFile() && takes(entry.name)) out.push(path)
    if (tooMany !== undefined && out.length > most) throw tooMany(most)
  }
  return out
}
