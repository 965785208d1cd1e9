import { codeFrame, Lines, type Position } from '@regraft/model'
import { hintFor, type Known } from './hints.ts'
import type { RegoSource } from './options.ts'
import type { RawDiagnostic } from './reply.ts'
import type { RegoDiagnostic } from './results.ts'

/** Errors of the reactor as diagnostics with places in UTF-16 units, code frames and hints. */
export function diagnosticsOf(
  raw: readonly RawDiagnostic[],
  sources: readonly RegoSource[],
  known?: Known,
): readonly RegoDiagnostic[] {
  const texts = new Map(sources.map(({ file, text }) => [file, text]))
  return raw.map((one) => diagnosticOf(one, texts, known))
}

function diagnosticOf(
  raw: RawDiagnostic,
  texts: ReadonlyMap<string, string>,
  known: Known | undefined,
): RegoDiagnostic {
  const hint = hintFor(raw, known)
  return {
    code: raw.code,
    severity: 'error',
    message: raw.message,
    ...(raw.file === undefined ? {} : { file: raw.file }),
    ...placeOf(raw, texts),
    ...(hint === undefined ? {} : { hint }),
    details: raw.details ?? [],
    ...(raw.undefined === undefined ? {} : { undefined: raw.undefined }),
    ...(raw.typed === undefined ? {} : { typed: raw.typed }),
  }
}

interface Place {
  readonly start?: Position
  readonly end?: Position
  readonly frame?: string
}

function placeOf(raw: RawDiagnostic, texts: ReadonlyMap<string, string>): Place {
  const text = raw.file === undefined ? undefined : texts.get(raw.file)
  if (text === undefined || raw.row === undefined) return {}
  const start = offsetOf(text, raw.row, raw.col ?? 1)
  const end = Math.max(start, offsetOf(text, raw.endRow ?? raw.row, raw.endCol ?? raw.col ?? 1))
  const lines = new Lines(text)
  return { ...lines.range({ start, end }), frame: codeFrame(text, { start, end }) }
}

/** UTF-16 offset of a 1-based row and column in code points, clamped to the row. OPA ends rows at LF only. */
export function offsetOf(text: string, row: number, col: number): number {
  let at = 0
  for (let n = 1; n < row; n++) {
    const next = text.indexOf('\n', at)
    if (next === -1) return text.length
    at = next + 1
  }
  return columnOffset(text, at, col)
}

/** The offset of a 1-based column in code points of the row that starts at an offset. */
export function columnOffset(text: string, start: number, col: number): number {
  let at = start
  for (let n = 1; n < col && at < text.length && text[at] !== '\n'; n++) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  }
  return at
}
