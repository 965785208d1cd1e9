import type { Finding } from '@regraft/model'
import { compareText, severities } from '@regraft/model'
import { markup } from '../xml.ts'
import type { Context } from './context.ts'
import { statusWord } from './status.ts'

/** Hidden until the script is there to serve them. */
export function filters(findings: readonly Finding[], { run }: Context): string {
  const bySeverity = [...severities].reverse().flatMap((it) => {
    const count = findings.filter(({ severity }) => severity === it).length
    return count === 0 ? [] : [chip('severity', it, it, count)]
  })
  const byStatus = (['open', 'healed', 'undetermined', 'ignored'] as const).flatMap((it) => {
    const count = findings.filter(({ status }) => status === it).length
    return count === 0 ? [] : [chip('status', it, statusWord(it, run), count)]
  })
  return `<div class="filters" role="search" aria-label="Filter findings" hidden><div>
<input type="search" id="words" aria-label="Text" placeholder="Filter by text" autocomplete="off">
<select id="rule" aria-label="Rule">
<option value="">All rules</option>
${rules(findings)}</select>
<fieldset aria-label="Severity">${bySeverity.join('')}</fieldset>
<fieldset aria-label="Status">${byStatus.join('')}</fieldset>
<button type="button" id="unfold">Fold or unfold all</button>
<span class="soft" id="shown" role="status"></span>
</div></div>
`
}

function chip(name: string, value: string, word: string, count: number): string {
  return `<label class="chip"><input type="checkbox" name="${name}" value="${value}" checked>${word} <span class="soft">${count}</span></label>`
}

function rules(findings: readonly Finding[]): string {
  const counts = new Map<string, number>()
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([rule, count]) => `<option value="${markup(rule)}">${markup(rule)} (${count})</option>\n`)
    .join('')
}
