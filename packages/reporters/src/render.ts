import type { Report } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import { csv } from './csv/index.ts'
import { github } from './github/index.ts'
import { gitlab } from './gitlab/index.ts'
import { gitlabSast } from './gitlab-sast/index.ts'
import { html } from './html/index.ts'
import { json } from './json/index.ts'
import { junit } from './junit/index.ts'
import { githubSummary, markdown } from './markdown/index.ts'
import type { RenderOptions, Reporter } from './options.ts'
import { rdjson, rdjsonl } from './rdjson/index.ts'
import { sarif } from './sarif/index.ts'
import { text } from './text/index.ts'

const reporters: Readonly<Record<Format, Reporter>> = {
  text,
  json,
  sarif,
  junit,
  gitlab,
  'gitlab-sast': gitlabSast,
  github,
  'github-summary': githubSummary,
  rdjson,
  rdjsonl,
  markdown,
  html,
  csv,
}

/** Name of an output format. */
export type Format =
  | 'text'
  | 'json'
  | 'sarif'
  | 'junit'
  | 'gitlab'
  | 'gitlab-sast'
  | 'github'
  | 'github-summary'
  | 'rdjson'
  | 'rdjsonl'
  | 'markdown'
  | 'html'
  | 'csv'

/** The formats of this version, the default first. */
export const formats: readonly Format[] = Object.keys(reporters).filter(isFormat)

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
