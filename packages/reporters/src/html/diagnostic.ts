import type { Diagnostic } from '@regraft/model'
import { markup, markupLines } from '../xml.ts'

/** What went wrong, with its place, its lines and what to do. No filter hides it. */
export function diagnosticArticle(it: Diagnostic): string {
  const line = it.start ? `, line ${it.start.line}` : ''
  const place = it.file === undefined ? '' : `<p class="soft"><code>${markup(it.file)}</code>${line}</p>\n`
  const frame =
    it.frame === undefined
      ? ''
      : `<pre tabindex="0" aria-label="Code"><code>${markupLines(it.frame)}</code></pre>\n`
  const hint = it.hint === undefined ? '' : `<p>${markup(it.hint)}</p>\n`
  return `<div class="card ${it.severity}">
<h3><code>${markup(it.code)}</code> <span class="tag">${it.severity}</span></h3>
<p><bdi>${markupLines(it.message)}</bdi></p>
${place}${frame}${hint}</div>
`
}
