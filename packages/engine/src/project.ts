import { Snapshot } from '@regraft/fixer'
import type { FileHead, Framework, Unit } from '@regraft/frameworks'
import type { Diagnostic } from '@regraft/model'
import { compareText } from '@regraft/model'
import { decode, headOf } from './decode.ts'
import type { FrameworkEntry } from './frameworks.ts'
import { frameworkEntries } from './frameworks.ts'
import type { Progress, RunOptions } from './options.ts'
import { Surroundings } from './surroundings.ts'
import { syntaxDiagnostics } from './syntax-diagnostics.ts'
import { readVariables } from './variables.ts'
import type { Workspace } from './workspace.ts'

/** Text as the framework's documents hold it; the engine never looks inside. */
type Document = ReturnType<Framework['parse']>

/** A file that a framework claims. */
interface Source extends FileHead {
  readonly text: string
  /** Its owner, if it has one, and the views that take it too. */
  readonly entries: readonly FrameworkEntry[]
}

/** Files that mean something together, not parsed yet. */
interface UnitRef {
  readonly framework: Framework
  readonly unit: Unit
}

/** A unit loaded, and what was wrong with its files. */
export interface OpenedUnit {
  readonly snapshot: Snapshot
  readonly diagnostics: readonly Diagnostic[]
}

/** What a workspace holds. Units are opened one by one, so that memory holds the largest of them, not all. */
export interface Project {
  /** By framework, then by id. */
  readonly units: readonly UnitRef[]
  /** Framework id of each file that one claims. */
  readonly owners: ReadonlyMap<string, string>
  readonly diagnostics: readonly Diagnostic[]
  open(ref: UnitRef): Promise<OpenedUnit>
}

/** Files that are read side by side: enough to keep a disk busy, few enough for any limit of open files. */
const readsAtOnce = 32

/** How units are loaded. */
interface Loading {
  /** Types of resources that some rule looks at. */
  readonly wanted: (type: string) => boolean
  /** Units will be edited and loaded again. */
  readonly again: boolean
}

/** How far a workspace is looked into. */
interface ProjectLimits extends Loading {
  readonly maxFileBytes: number
  /** Frameworks that some policy asks about by name. */
  readonly asked: ReadonlySet<string>
}

/** Finds and reads what the frameworks claim. Bad files become diagnostics; nothing here throws for them. */
export async function openProject(
  workspace: Workspace,
  options: RunOptions,
  { maxFileBytes, asked, ...loading }: ProjectLimits,
): Promise<Project> {
  const listing = await workspace.list()
  const diagnostics: Diagnostic[] = [...listing.diagnostics]
  const entries = frameworkEntries(options, asked).filter(
    ({ id }) => options.frameworks?.includes(id) ?? true,
  )
  const terraform = entries.find(({ id }) => id === 'terraform')
  const variables =
    terraform && (options.variables?.files ?? []).length > 0
      ? await readVariables(workspace, await terraform.load(), options, maxFileBytes)
      : new Map()
  const claimable = listing.files.filter(({ path }) => entries.some((entry) => ends(path, entry)))
  const small = claimable.filter((file) => {
    if (file.size > maxFileBytes && mayMatter(file.path))
      diagnostics.push(tooLarge(file.path, file.size, maxFileBytes))
    return file.size <= maxFileBytes
  })
  const sources: Source[] = []
  for (let from = 0; from < small.length; from += readsAtOnce) {
    progress(options, { phase: 'discover', done: from, total: small.length })
    const read = small
      .slice(from, from + readsAtOnce)
      .map(({ path }) => readSource(workspace, path, entries, maxFileBytes, diagnostics))
    for (const source of await Promise.all(read)) if (source) sources.push(source)
  }
  const around = (): Surroundings => new Surroundings(workspace, maxFileBytes, variables)
  return group(entries, sources, diagnostics, { around, ...loading })
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
  const claiming = entries.filter((candidate) => ends(path, candidate) && candidate.claims(head))
  const owner = claiming.find(({ view }) => view !== true)
  const taking = claiming.filter((entry) => entry === owner || entry.view === true)
  return taking.length === 0 ? undefined : { ...head, text: decoded.text, entries: taking }
}

function ends(path: string, entry: FrameworkEntry): boolean {
  return entry.endings.some((ending) => path.endsWith(ending)) || entry.named?.(path) === true
}

/** A `.json` or `.ts` file is usually something else. */
function mayMatter(path: string): boolean {
  return !path.endsWith('.json') && !path.endsWith('.ts')
}

async function group(
  entries: readonly FrameworkEntry[],
  sources: readonly Source[],
  diagnostics: readonly Diagnostic[],
  { around, ...loading }: { readonly around: () => Surroundings } & Loading,
): Promise<Project> {
  const units: UnitRef[] = []
  const claimed = new Map<string, Source>()
  // A file that several units read is parsed once, and forgotten with the last of them.
  const parsed = new Map<string, Document>()
  const documentOf = (framework: Framework, path: string): Document | undefined => {
    const key = documentKey(framework, path)
    const known = parsed.get(key)
    const source = claimed.get(path)
    if (known || !source) return known
    const document = framework.parse(path, source.text)
    parsed.set(key, document)
    return document
  }
  for (const entry of entries) {
    const candidates = sources.filter((source) => source.entries.includes(entry))
    if (candidates.length === 0) continue
    const framework = await entry.load()
    const own = candidates.filter((source) => framework.claims(source))
    for (const source of own) claimed.set(source.path, source)
    const found = framework.units(own, (path) => documentOf(framework, path))
    units.push(...[...found].sort((a, b) => compareText(a.id, b.id)).map((unit) => ({ framework, unit })))
  }
  const waiting = new Map<string, number>()
  for (const key of units.flatMap(keysOf)) waiting.set(key, (waiting.get(key) ?? 0) + 1)
  const open = async (ref: UnitRef): Promise<OpenedUnit> => {
    const opened = await openUnit(ref, (path) => documentOf(ref.framework, path), {
      ...loading,
      around: around(),
    })
    for (const key of keysOf(ref)) {
      const left = (waiting.get(key) ?? 1) - 1
      waiting.set(key, left)
      // A unit may be opened once more than it was counted.
      if (left <= 0) parsed.delete(key)
    }
    return opened
  }
  const owners = new Map(
    [...claimed].map(
      ([
        path,
        {
          entries: [entry],
        },
      ]) => [path, entry?.id ?? ''],
    ),
  )
  return { units, owners, diagnostics, open }
}

/** Two frameworks may read one file, each in its own way. */
function documentKey({ id }: Framework, path: string): string {
  return `${id} ${path}`
}

function keysOf(ref: UnitRef): readonly string[] {
  return filesOf(ref).map((path) => documentKey(ref.framework, path))
}

function filesOf({ unit }: UnitRef): readonly string[] {
  return [...unit.files, ...unit.reads]
}

/** Loads a unit again and again for as long as it asks for more of what lies around it. */
const maxRounds = 20

async function openUnit(
  ref: UnitRef,
  read: (path: string) => Document | undefined,
  options: { readonly around: Surroundings } & Loading,
): Promise<OpenedUnit> {
  const { framework, unit } = ref
  const documents = new Map<string, Document>()
  const diagnostics: Diagnostic[] = []
  const own = new Set(unit.files)
  for (const path of filesOf(ref)) {
    const document = read(path)
    if (!document) continue
    documents.set(path, document)
    if (own.has(path)) diagnostics.push(...syntaxDiagnostics(path, document))
  }
  let snapshot = Snapshot.of(framework, unit, documents, options)
  for (let round = 0; round < maxRounds && (await toldMore(framework, options.around)); round++)
    snapshot = Snapshot.of(framework, unit, documents, options)
  return { snapshot, diagnostics: [...diagnostics, ...snapshot.loaded.diagnostics] }
}

/** Whether what the last load asked for in vain is there now. */
async function toldMore(framework: Framework, around: Surroundings): Promise<boolean> {
  const settled = (await framework.settle?.()) ?? false
  return (await around.fetch()) || settled
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
