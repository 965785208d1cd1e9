import type { JsonObject, Location, Position, Report } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { Placement } from '../placement.ts'
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

/** Turns places of a report into SARIF regions of the files as they are when the report is read. */
export class Places {
  readonly #text: (file: string) => string | undefined
  readonly #bom = new Map<string, boolean>()
  readonly #placement: Placement

  constructor(report: Report, options: RenderOptions) {
    this.#text = options.text ?? (() => undefined)
    this.#placement = new Placement(report, options)
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
    const now = this.#placement.range({ file, start, end })
    return this.unmoved(file, now.start, now.end)
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
