import type { Location, Position, Report, ReportEdit } from '@regraft/model'
import { applyEdits, compareEdits, Lines } from '@regraft/model'
import { editsByFile } from './diff/patch.ts'
import type { RenderOptions } from './options.ts'

interface Healed {
  readonly edits: readonly ReportEdit[]
  readonly text: string
  readonly lines: Lines
}

/** Where places of a report stand in the files as they are when the report is read: after a heal, in the healed text. */
export class Placement {
  readonly #before: (file: string) => string | undefined
  readonly #healed = new Map<string, Healed>()

  constructor(report: Report, options: RenderOptions) {
    this.#before = options.text ?? (() => undefined)
    if (options.run !== 'heal') return
    for (const [file, edits] of editsByFile(report)) {
      const before = this.#before(file)
      if (before === undefined) continue
      const text = applyEdits(before, edits)
      this.#healed.set(file, { text, lines: new Lines(text), edits: [...edits].sort(compareEdits) })
    }
  }

  /** The text of a file now; undefined when it is not at hand. */
  text(file: string): string | undefined {
    return this.#healed.get(file)?.text ?? this.#before(file)
  }

  position(file: string, position: Position): Position {
    const healed = this.#healed.get(file)
    return healed ? healed.lines.position(moved(healed.edits, position.offset)) : position
  }

  range({ file, start, end }: Location): { start: Position; end: Position } {
    return { start: this.position(file, start), end: this.position(file, end) }
  }
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
