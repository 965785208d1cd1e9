import { Lines, type Report } from '@regraft/model'
import type { RenderOptions, Run } from '../options.ts'
import { type Style, style } from './style.ts'

/** What every part of the text report draws on. */
export interface Context {
  readonly report: Report
  readonly run: Run
  readonly paint: Style
  /** Columns for messages; undefined: not wrapped. */
  readonly width: number | undefined
  /** Columns for code frames. */
  readonly frameWidth: number
  readonly text: (file: string) => string | undefined
  /** Lines of a file's text before the run, built once. */
  readonly lines: (file: string) => Lines | undefined
}

export function contextOf(report: Report, options: RenderOptions): Context {
  const read = options.text ?? (() => undefined)
  const known = new Map<string, Lines | undefined>()
  const lines = (file: string): Lines | undefined => {
    if (known.has(file)) return known.get(file)
    const text = read(file)
    const built = text === undefined ? undefined : new Lines(text)
    known.set(file, built)
    return built
  }
  return {
    report,
    run: options.run ?? 'check',
    paint: style(options.color ?? false),
    width: options.width,
    frameWidth: Math.min(options.width ?? 120, 160),
    text: read,
    lines,
  }
}
