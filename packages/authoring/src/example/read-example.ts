import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { compareText, RegraftError } from '@regraft/model'
import type { Texts } from '@regraft/testing'

const most = 200
const maxBytes = 1024 * 1024

/**
 * Reads one side of an example: a file, which becomes `main` with its ending, or a folder, hidden files and links left out.
 * Throws RegraftError `EXAMPLE_UNREADABLE`.
 */
async function readExample(path: string): Promise<Texts> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw unreadable(`${path} does not exist`)
  if (found.isFile()) {
    const ending = /(\.tf)?\.[a-z]+$/.exec(basename(path))?.[0]
    if (ending === undefined) throw unreadable(`${path} has no ending that tells its format`)
    return { [`main${ending}`]: await text(path) }
  }
  if (!found.isDirectory()) throw unreadable(`${path} is no file and no folder`)
  const texts: Record<string, string> = {}
  for (const name of await below(path, '', 0)) texts[name] = await text(join(path, name))
  if (Object.keys(texts).length === 0) throw unreadable(`${path} holds no file`)
  return texts
}

/** Both sides. Files of one side only count as another resource would. */
export async function readExamples(before: string, after: string): Promise<{ before: Texts; after: Texts }> {
  const sides = { before: await readExample(before), after: await readExample(after) }
  const [old, young] = [Object.keys(sides.before), Object.keys(sides.after)]
  const odd = [...old.filter((it) => !young.includes(it)), ...young.filter((it) => !old.includes(it))][0]
  if (odd !== undefined)
    throw new RegraftError('EXAMPLE_AMBIGUOUS', `${odd} is on one side of the example only`, {
      hint: 'Give two files of one format, or two folders with files of the same names: a fix makes no file.',
    })
  return sides
}

async function below(root: string, folder: string, depth: number): Promise<readonly string[]> {
  const found: string[] = []
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => compareText(a.name, b.name))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (entry.isFile()) found.push(path)
    else if (entry.isDirectory() && depth < 8) found.push(...(await below(root, path, depth + 1)))
    if (found.length > most) throw unreadable(`${root} holds more than ${most} files`)
  }
  return found
}

async function text(path: string): Promise<string> {
  const { size } = await lstat(path)
  if (size > maxBytes) throw unreadable(`${path} is larger than 1 MiB`)
  const bytes = await readFile(path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw unreadable(`${path} is no UTF-8 text`, cause)
  }
}

function unreadable(message: string, cause?: unknown): RegraftError {
  return new RegraftError('EXAMPLE_UNREADABLE', message, {
    hint: 'An example is small: one file, or a folder that holds what the rule is about and nothing else.',
    ...(cause === undefined ? {} : { cause }),
  })
}
