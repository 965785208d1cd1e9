import type { Report } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import { json } from './json/index.ts'
import type { RenderOptions, Reporter } from './options.ts'
import { sarif } from './sarif/index.ts'
import { text } from './text/index.ts'

/** Name of an output format. */
export type Format = 'text' | 'json' | 'sarif'

const reporters: Readonly<Record<Format, Reporter>> = { text, json, sarif }

/** The formats of this version, the default first. */
export const formats: readonly Format[] = ['text', 'json', 'sarif']

export function isFormat(name: string): name is Format {
  return Object.hasOwn(reporters, name)
}

/**
 * Renders a report.
 * @throws RegraftError `UNKNOWN_FORMAT` when there is no such format; its hint names those available.
 */
export function render(format: string, report: Report, options: RenderOptions = {}): string {
  if (!isFormat(format))
    throw new RegraftError('UNKNOWN_FORMAT', `there is no output format "${format}"`, {
      hint: `Use one of: ${formats.join(', ')}.`,
    })
  return reporters[format](report, options)
}
