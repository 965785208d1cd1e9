import { fileURLToPath } from 'node:url'
import { type Engine, memoryWorkspace } from '@regraft/engine'
import type { Finding, Json } from '@regraft/model'
import { canonicalJson, equalJson, RegraftError, valueAt } from '@regraft/model'
import { readPolicyFolder, type Texts } from '@regraft/testing'
import type { Changes } from '../src/example/changes.ts'
import { compareModels } from '../src/example/changes.ts'
import { clausesOf } from '../src/example/clause.ts'
import { companionRule } from '../src/example/companion-rule.ts'
import { loadModels } from '../src/example/models.ts'

const root = fileURLToPath(new URL('../../../policies', import.meta.url))
const folder = readPolicyFolder(root)

/** A case of the built-in library: files before and after a fix, or files in which its rule finds nothing. */
export interface LibraryCase {
  readonly rule: string
  readonly name: string
  readonly before?: Texts
  readonly after?: Texts
  readonly clean?: Texts
}

/** A case that shows what a fix does. */
export type Pair = LibraryCase & { readonly before: Texts; readonly after: Texts }

/** The Rego that policies share, without any rule. */
export const library: Texts = Object.fromEntries(
  Object.entries(folder.modules).filter(([path]) => path.startsWith('lib/')),
)

export const cases: readonly LibraryCase[] = collect()

export const pairs: readonly Pair[] = cases.filter(isPair)

function isPair(item: LibraryCase): item is Pair {
  return item.before !== undefined && item.after !== undefined
}

function collect(): readonly LibraryCase[] {
  const found = new Map<string, LibraryCase>()
  for (const [path, text] of Object.entries(folder.cases)) {
    const [, rule = '', name = '', side = '', rest = ''] =
      /^(.+)\/cases\/([^/]+)\/(before|after|clean)(\..+)$/.exec(path) ?? []
    if (side === '') continue
    const key = `${rule}/${name}`
    found.set(key, { ...(found.get(key) ?? { rule, name }), [side]: { [`main${rest}`]: text } })
  }
  return [...found.values()]
}

/** What a pair shows, for comparison. */
interface Shown {
  /** Places and what becomes of them. Pairs of a rule that agree are of the same kind. */
  readonly kind: string
  readonly changes: Changes
}

/** What the pairs of a rule that are of one kind show. */
export type Kind = readonly [Shown, ...Shown[]]

export async function kindShownBy(pair: Pair): Promise<Kind> {
  const own = await shownBy(pair)
  const others: Shown[] = []
  for (const other of pairs.filter((it) => it.rule === pair.rule && it !== pair))
    if ((await kindOf(other)) === own.kind) others.push(await shownBy(other))
  return [own, ...others]
}

/** Each pair is looked at once for each other of its rule. */
const shown = new Map<Pair, Promise<Shown>>()

function shownBy(pair: Pair): Promise<Shown> {
  const known = shown.get(pair) ?? show(pair)
  shown.set(pair, known)
  return known
}

async function show({ before, after }: Pair): Promise<Shown> {
  const changes = compareModels(await loadModels(before), await loadModels(after))
  const places = clausesOf(changes.changed).map(({ place, path, readings }) => [
    ...[[...place.types], path, readings[0]?.does ?? ''],
  ])
  const added = changes.companions
    .map(companionRule)
    .map(({ type, condition, operation }) => [type, condition, operation])
  return { kind: canonicalJson([places, added]), changes }
}

/** What a rule made from one pair does with another case; nothing when it does as the case says. */
export type Judgement = 'passes' | 'other kind' | 'exception' | { readonly wrong: string }

/**
 * A pair of the same kind has to be healed to the byte. In a clean case nothing may be found but what the hidden rule finds
 * in other cases of the kind: it accepts that here for something that stands elsewhere, which no example of the place shows.
 */
export async function judge(engine: Engine, id: string, kind: Kind, item: LibraryCase): Promise<Judgement> {
  if (isPair(item)) {
    if ((await kindOf(item)) !== kind[0].kind) return 'other kind'
    const healed = await heal(engine, id, item.before)
    return equalJson(healed, { ...item.before, ...item.after })
      ? 'passes'
      : { wrong: `${item.name} is not healed` }
  }
  if (item.clean === undefined) return 'other kind'
  const { findings } = await engine.check(memoryWorkspace(item.clean), { rules: [id] })
  if (findings.length === 0) return 'passes'
  const accepted = await Promise.all(
    findings.map((finding) => looksAsBefore(finding, item.clean ?? {}, kind)),
  )
  if (accepted.every(Boolean)) return 'exception'
  return { wrong: `${item.name} is found: ${findings.find((_, i) => accepted[i] === false)?.message}` }
}

async function kindOf(item: Pair): Promise<string> {
  try {
    return (await shownBy(item)).kind
  } catch (error) {
    if (error instanceof RegraftError) return error.message
    throw error
  }
}

export async function heal(engine: Engine, id: string, texts: Texts): Promise<{ [path: string]: string }> {
  const workspace = memoryWorkspace(texts)
  await engine.heal(workspace, { rules: [id], unsafe: true })
  return Object.fromEntries(workspace.texts)
}

async function looksAsBefore(finding: Finding, texts: Texts, kind: Kind): Promise<boolean> {
  const [changed, companions] = [
    kind.flatMap(({ changes }) => changes.changed),
    kind.flatMap(({ changes }) => changes.companions),
  ]
  const models = await loadModels(texts)
  const resource = models.find(({ address }) => address === finding.resource.address)
  if (resource === undefined) return false
  if (finding.path.length === 0)
    return !models.some(({ type, input }) => {
      const companion = companions.find((it) => it.type === type)
      const text = JSON.stringify(input)
      const named = companion && resource.input[companion.by]
      return (
        companion && (text.includes(resource.address) || (typeof named === 'string' && text.includes(named)))
      )
    })
  const found = valueAt(resource.input, finding.path)
  const wrong: readonly (Json | undefined)[] = changed.flatMap(({ before, differences }) =>
    differences.map(({ path }) => valueAt(before, path)),
  )
  return wrong.some((value) => canonicalJson(value ?? null) === canonicalJson(found ?? null))
}
