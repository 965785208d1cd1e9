import type { Finding, JsonObject, Report, ReportEdit } from '@regraft/model'
import { compareEdits, Lines } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { message } from './message.ts'
import { artifact, Places } from './places.ts'

/**
 * The fix of each finding that a dry run would heal. An edit names its rules, not its findings: each of its rules'
 * nearest healed finding takes it, so that no edit is offered twice for one rule.
 */
export function fixesByFinding(report: Report, options: RenderOptions): Map<Finding, JsonObject> {
  const out = new Map<Finding, JsonObject>()
  if (options.run !== 'dry-run') return out
  const changes = new Changes(new Places(report, options), options.text ?? (() => undefined))
  for (const [finding, edits] of assigned(report)) {
    const artifactChanges = changes.of(edits)
    // A fix that became possible only once another was applied has no title of its own.
    if (artifactChanges)
      out.set(finding, { description: message(finding.fix?.title ?? finding.title), artifactChanges })
  }
  return out
}

function assigned(report: Report): Map<Finding, ReportEdit[]> {
  const healed = new Map<string, Finding[]>()
  for (const finding of report.findings) {
    if (finding.status !== 'healed') continue
    add(healed, finding.rule, finding)
    add(healed, JSON.stringify([finding.rule, finding.location.file]), finding)
  }
  const out = new Map<Finding, ReportEdit[]>()
  for (const edit of report.edits) {
    for (const rule of edit.rules) {
      const here = healed.get(JSON.stringify([rule, edit.file])) ?? []
      const finding = nearest(edit, here) ?? healed.get(rule)?.[0]
      if (finding) add(out, finding, edit)
    }
  }
  return out
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** The last one that begins before the edit, as a fix writes at or below what it mends; else the first of the file. */
function nearest(edit: ReportEdit, findings: readonly Finding[]): Finding | undefined {
  return findings.findLast(({ location }) => location.start.offset <= edit.start) ?? findings[0]
}

class Changes {
  readonly #places: Places
  readonly #text: (file: string) => string | undefined
  readonly #lines = new Map<string, Lines>()

  constructor(places: Places, text: (file: string) => string | undefined) {
    this.#places = places
    this.#text = text
  }

  /** Undefined when a text is not at hand: half a fix is none. */
  of(edits: readonly ReportEdit[]): JsonObject[] | undefined {
    const files = [...new Set(edits.map(({ file }) => file))]
    const changes = files.map((file) => this.#change(file, edits))
    return changes.includes(undefined) ? undefined : changes.filter((change) => change !== undefined)
  }

  #change(file: string, edits: readonly ReportEdit[]): JsonObject | undefined {
    const lines = this.#linesOf(file)
    if (!lines) return undefined
    const replacements = edits
      .filter((edit) => edit.file === file)
      .sort(compareEdits)
      .map((edit) => {
        const { start, end } = lines.range(edit)
        return {
          deletedRegion: this.#places.unmoved(file, start, end),
          insertedContent: { text: edit.text },
        }
      })
    return { artifactLocation: artifact(file), replacements }
  }

  #linesOf(file: string): Lines | undefined {
    const known = this.#lines.get(file)
    if (known) return known
    const text = this.#text(file)
    if (text === undefined) return undefined
    const lines = new Lines(text)
    this.#lines.set(file, lines)
    return lines
  }
}
