import type { JsonObject, Location, Position, Report, ReportEdit } from '@regraft/model'
import { applyEdits, compareEdits, Lines } from '@regraft/model'
import { editsByFile } from '../diff/patch.ts'
import type { RenderOptions } from '../options.ts'
import { present } from '../present.ts'

/** What relative addresses are relative to. */
export const rootId = 'SRCROOT'

/** A path relative to the root as a URI reference: each segment percent-encoded. */
export function artifact(path: string): JsonObject {
  const uri = path.split('/').map(encodeSegment).join('/')
  return { uri, uriBaseId: rootId }
}

function encodeSegment(segment: string): string {
  // A lone surrogate has no UTF-8 form.
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[!'()*]/g, hex)
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

interface Healed {
  readonly edits: readonly ReportEdit[]
  readonly lines: Lines
}

/** Turns places of a report into SARIF regions of the files as they are when the report is read. */
export class Places {
  readonly #text: (file: string) => string | undefined
  readonly #bom = new Map<string, boolean>()
  readonly #healed = new Map<string, Healed>()

  constructor(report: Report, options: RenderOptions) {
    this.#text = options.text ?? (() => undefined)
    if (options.run !== 'heal') return
    for (const [file, edits] of editsByFile(report)) {
      const before = this.#text(file)
      if (before === undefined) continue
      const lines = new Lines(applyEdits(before, edits))
      this.#healed.set(file, { lines, edits: [...edits].sort(compareEdits) })
    }
  }

  physical(file: string, start?: Position, end?: Position): JsonObject {
    const region = start && this.region(file, start, end ?? start)
    return present({ artifactLocation: artifact(file), region })
  }

  location({ file, start, end }: Location): JsonObject {
    return { physicalLocation: this.physical(file, start, end) }
  }

  /** A region by lines and columns; a byte order mark is not counted (SARIF 2.1.0, 3.30.2). */
  region(file: string, start: Position, end: Position): JsonObject {
    const healed = this.#healed.get(file)
    const from = healed ? healed.lines.position(moved(healed.edits, start.offset)) : start
    const to = healed ? healed.lines.position(moved(healed.edits, end.offset)) : end
    return this.unmoved(file, from, to)
  }

  /** A region of the text before the run. */
  unmoved(file: string, start: Position, end: Position): JsonObject {
    const mark = this.#hasMark(file) ? 1 : 0
    return {
      startLine: start.line,
      startColumn: column(start, mark),
      endLine: end.line,
      endColumn: column(end, mark),
    }
  }

  #hasMark(file: string): boolean {
    const known = this.#bom.get(file)
    if (known !== undefined) return known
    const mark = this.#text(file)?.startsWith('\ufeff') ?? false
    this.#bom.set(file, mark)
    return mark
  }
}

function column({ line, column }: Position, mark: number): number {
  return line === 1 ? Math.max(1, column - mark) : column
}

/** Where an offset of the text before the run stands after the edits; inside an edit, at its start. */
function moved(edits: readonly ReportEdit[], offset: number): number {
  let shift = 0
  for (const { start, end, text } of edits) {
    if (start > offset || (start === offset && end > start)) break
    if (end > offset) return start + shift
    shift += text.length - (end - start)
  }
  return offset + shift
}
