import type { Finding, Report } from '@regraft/model'
import { compareText } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { gravest } from '../selection.ts'
import { markup } from '../xml.ts'
import { type Context, contextOf } from './context.ts'
import { diagnosticArticle } from './diagnostic.ts'
import { filters } from './filters.ts'
import { article } from './finding.ts'
import { furtherEdits } from './further.ts'
import { head } from './head.ts'

/** Findings that a page still scrolls well with. */
const most = 5_000

/** Past this many, code and diffs wait to be unfolded. */
const fewEnough = 25

export function body(report: Report, options: RenderOptions): string {
  const { kept, dropped } = gravest(report.findings, most)
  const context = contextOf(report, options, kept.length <= fewEnough)
  const empty = report.findings.length === 0
  return `${head(context, dropped)}
${empty ? '' : filters(kept, context)}<main>
${diagnostics(context)}${files(kept, context)}${furtherEdits(context)}${empty ? nothing(report) : noMatch}</main>
<footer>${markup(report.tool.name)} ${markup(report.tool.version)}</footer>`
}

const noMatch = '<div class="none" id="none" hidden>No finding matches the filters.</div>\n'

function nothing({ summary }: Report): string {
  const read = summary.files === 1 ? 'one file' : `${summary.files} files`
  return `<div class="none"><b>Nothing found</b> in ${read}.</div>\n`
}

/** Outside of what the filters hide. */
function diagnostics({ report }: Context): string {
  if (report.diagnostics.length === 0) return ''
  const articles = report.diagnostics.map(diagnosticArticle).join('')
  return `<div role="region" aria-label="Errors and warnings">\n<h2>Errors and warnings</h2>\n${articles}</div>\n`
}

function files(findings: readonly Finding[], context: Context): string {
  const byFile = new Map<string, Finding[]>()
  for (const it of findings) {
    const own = byFile.get(it.location.file)
    if (own) own.push(it)
    else byFile.set(it.location.file, [it])
  }
  return [...byFile]
    .sort(([a], [b]) => compareText(a, b))
    .map(([file, own]) => section(file, own, context))
    .join('')
}

function section(file: string, findings: readonly Finding[], context: Context): string {
  const count = `<small>${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}</small>`
  const articles = findings.map((it) => article(it, context)).join('')
  return `<section>\n<h2><bdi>${markup(file)}</bdi>${count}</h2>\n${articles}</section>\n`
}
