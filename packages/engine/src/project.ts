import { Snapshot } from '@regraft/fixer'
import type { FileHead, Framework, Unit } from '@regraft/frameworks'
import type { Diagnostic } from '@regraft/model'
import { codeFrame, compareText, Lines } from '@regraft/model'
import { decode, headOf } from './decode.ts'
import type { FrameworkEntry } from './frameworks.ts'
import { frameworkEntries } from './frameworks.ts'
import type { Progress, RunOptions } from './options.ts'
import type { Workspace } from './workspace.ts'

/** Text as the framework's documents hold it; the engine never looks inside. */
type Document = ReturnType<Framework['parse']>

/** Everything read from a workspace: the start of a check or a heal. */
export interface Project {
  readonly texts: ReadonlyMap<string, string>
  readonly bytes: ReadonlyMap<string, Uint8Array>
  /** By framework, then by id. */
  readonly snapshots: readonly Snapshot[]
  /** Framework id of each file that one claims. */
  readonly owners: ReadonlyMap<string, string>
  readonly diagnostics: readonly Diagnostic[]
}

interface Source extends FileHead {
  readonly text: string
  readonly bytes: Uint8Array
  readonly entry: FrameworkEntry
}

/** Finds, reads and loads what the frameworks claim. Bad files become diagnostics; nothing here throws for them. */
export async function openProject(
  workspace: Workspace,
  options: RunOptions,
  maxFileBytes: number,
): Promise<Project> {
  const listing = await workspace.list()
  const diagnostics: Diagnostic[] = [...listing.diagnostics]
  const entries = frameworkEntries.filter(({ id }) => options.frameworks?.includes(id) ?? true)
  const wanted = listing.files.filter(({ path }) => entries.some((entry) => ends(path, entry)))
  const sources: Source[] = []
  for (const [done, file] of wanted.entries()) {
    progress(options, { phase: 'discover', done, total: wanted.length })
    if (file.size > maxFileBytes) {
      if (mayMatter(file.path)) diagnostics.push(tooLarge(file.path, file.size, maxFileBytes))
      continue
    }
    const source = await readSource(workspace, file.path, entries, maxFileBytes, diagnostics)
    if (source) sources.push(source)
  }
  return load(sources, diagnostics, options)
}

async function readSource(
  workspace: Workspace,
  path: string,
  entries: readonly FrameworkEntry[],
  maxFileBytes: number,
  diagnostics: Diagnostic[],
): Promise<Source | undefined> {
  const read = await workspace.read(path, maxFileBytes)
  if (!read.ok) {
    diagnostics.push(read.diagnostic)
    return undefined
  }
  const decoded = decode(path, read.bytes)
  if ('diagnostic' in decoded) {
    // A binary that only shares its ending with a format is nobody's business.
    if (mayMatter(path)) diagnostics.push(decoded.diagnostic)
    return undefined
  }
  const head: FileHead = { path, head: headOf(decoded.text) }
  const entry = entries.find((candidate) => ends(path, candidate) && candidate.claims(head))
  return entry && { ...head, text: decoded.text, bytes: read.bytes, entry }
}

function ends(path: string, entry: FrameworkEntry): boolean {
  return entry.endings.some((ending) => path.endsWith(ending))
}

/** A `.json` or `.ts` file is usually something else. */
function mayMatter(path: string): boolean {
  return !path.endsWith('.json') && !path.endsWith('.ts')
}

async function load(
  sources: readonly Source[],
  diagnostics: Diagnostic[],
  options: RunOptions,
): Promise<Project> {
  const snapshots: Snapshot[] = []
  const claimed: Source[] = []
  for (const entry of frameworkEntries) {
    const candidates = sources.filter((source) => source.entry === entry)
    if (candidates.length === 0) continue
    const framework = await entry.load()
    const own = candidates.filter((source) => framework.claims(source))
    claimed.push(...own)
    const documents = new Map<string, Document>()
    for (const [done, { path, text }] of own.entries()) {
      progress(options, { phase: 'load', done, total: own.length })
      const document = framework.parse(path, text)
      documents.set(path, document)
      diagnostics.push(...syntaxDiagnostics(path, document))
    }
    const units = [...framework.units(own)].sort((a, b) => compareText(a.id, b.id))
    for (const unit of units) {
      const snapshot = Snapshot.of(framework, unit, documentsOf(unit, documents))
      diagnostics.push(...snapshot.loaded.diagnostics)
      snapshots.push(snapshot)
    }
  }
  return {
    texts: new Map(claimed.map(({ path, text }) => [path, text])),
    bytes: new Map(claimed.map(({ path, bytes }) => [path, bytes])),
    snapshots,
    owners: new Map(claimed.map(({ path, entry }) => [path, entry.id])),
    diagnostics,
  }
}

function documentsOf(unit: Unit, documents: ReadonlyMap<string, Document>): ReadonlyMap<string, Document> {
  const out = new Map<string, Document>()
  for (const path of [...unit.files, ...unit.reads]) {
    const document = documents.get(path)
    if (document) out.set(path, document)
  }
  return out
}

function syntaxDiagnostics(file: string, document: Document): readonly Diagnostic[] {
  if (document.diagnostics.length === 0) return []
  const lines = new Lines(document.text)
  return document.diagnostics.map(({ code, severity, message, range }) => ({
    code,
    severity,
    message,
    file,
    ...lines.range(range),
    frame: codeFrame(document.text, range),
    ...(severity === 'error' ? { hint: 'The file is left as it is until its syntax is mended.' } : {}),
  }))
}

function tooLarge(file: string, size: number, limit: number): Diagnostic {
  return {
    code: 'FILE_TOO_LARGE',
    severity: 'error',
    message: `${file} is not read: ${size} bytes are more than the limit of ${limit}`,
    file,
    hint: 'Split the file, or exclude it in regraft.yaml.',
  }
}

export function progress(options: RunOptions, step: Progress): void {
  options.onProgress?.(step)
}
