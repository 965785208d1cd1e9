import { lstat, mkdir, readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { replaceFile } from '@regraft/engine/node'
import { compareText, RegraftError } from '@regraft/model'
import type { RulePage } from './rule-page.ts'
import { pageMark, pageName, renderIndexPage, renderRulePage } from './rule-page.ts'

/** What was done, as paths below the folder, with `/`. */
export interface PagesWritten {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  /** Pages of rules that are gone. */
  readonly removed: readonly string[]
}

/**
 * Writes a page for each rule and an index into a folder, which is made if needed, and removes pages of rules that are
 * gone if they were written by this function. With `some` the pages are not those of all rules: the index and the other
 * pages stay as they are.
 *
 * Throws RegraftError `PAGE_FOREIGN`, before anything is written, when a page would replace a file that is not one.
 */
export async function writePages(
  folder: string,
  pages: readonly RulePage[],
  { some = false }: { readonly some?: boolean } = {},
): Promise<PagesWritten> {
  const texts = new Map(pages.map((page) => [pageName(page.rule.id), renderRulePage(page)]))
  if (!some) texts.set('README.md', renderIndexPage(pages))
  await mkdir(folder, { recursive: true })
  const root = await realpath(folder)
  const before = new Map<string, string | undefined>()
  for (const name of texts.keys()) before.set(name, await ownPage(root, name))
  const changed = [...texts].filter(([name, text]) => before.get(name) !== text)
  for (const [name, text] of changed) await write(join(root, name), text)
  const removed = some ? [] : await removeOthers(root, texts)
  const written = changed.map(([name]) => name).sort(compareText)
  const unchanged = [...texts.keys()].filter((name) => !written.includes(name)).sort(compareText)
  return { written, unchanged, removed }
}

async function removeOthers(root: string, texts: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const removed: string[] = []
  for (const name of await pagesIn(root, ''))
    if (!texts.has(name) && (await readFile(join(root, name), 'utf8')).startsWith(pageMark)) {
      await rm(join(root, name))
      removed.push(name)
    }
  return removed.sort(compareText)
}

/** The text of a page that is there; undefined when there is none. */
async function ownPage(root: string, name: string): Promise<string | undefined> {
  const path = join(root, name)
  for (let at = dirname(path); at !== root; at = dirname(at)) {
    const stats = await lstat(at).catch(() => undefined)
    if (stats && !stats.isDirectory()) throw foreign(relative(root, at))
  }
  const stats = await lstat(path).catch(() => undefined)
  if (stats === undefined) return undefined
  const text = stats.isFile() ? await readFile(path, 'utf8') : ''
  if (!text.startsWith(pageMark)) throw foreign(name)
  return text
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const like = await stat(path).catch(() => undefined)
  await replaceFile(path, new TextEncoder().encode(text), like ?? { mode: 0o644, uid: -1, gid: -1 })
}

/** Markdown files below a folder; links are not followed. */
async function pagesIn(root: string, below: string): Promise<readonly string[]> {
  const out: string[] = []
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory() && !entry.name.startsWith('.')) out.push(...(await pagesIn(root, path)))
    else if (entry.isFile() && entry.name.endsWith('.md')) out.push(path)
  }
  return out
}

function foreign(path: string): RegraftError {
  return new RegraftError(
    'PAGE_FOREIGN',
    `${path.split(sep).join('/')} is there already and is no page that regraft wrote`,
    { hint: 'Choose another folder with --output, or move the file away.' },
  )
}
