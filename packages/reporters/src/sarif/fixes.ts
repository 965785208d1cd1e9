import type { Finding, JsonObject, Report, ReportEdit } from '@regraft/model'
import { compareEdits, Lines } from '@regraft/model'
import { editsByFinding } from '../assigned.ts'
import type { RenderOptions } from '../options.ts'
import { message } from './message.ts'
import { artifact, Places } from './places.ts'

/** The fix of each finding that a dry run would heal. */
export function fixesByFinding(report: Report, options: RenderOptions): Map<Finding, JsonObject> {
  const out = new Map<Finding, JsonObject>()
  if (options.run !== 'dry-run') return out
  const changes = new Changes(new Places(report, options), options.text ?? (() => undefined))
  for (const [finding, edits] of editsByFinding(report)) {
    const artifactChanges = changes.of(edits)
    // A fix that became possible only once another was applied has no title of its own.
    if (artifactChanges)
      out.set(finding, { description: message(finding.fix?.title ?? finding.title), artifactChanges })
  }
  return out
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
