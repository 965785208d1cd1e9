import { severities } from '@regraft/model'
import type { Context } from './context.ts'
import { statusWord } from './status.ts'

/** The title and the sums. */
export function head(context: Context, dropped: number): string {
  const { report, run } = context
  const { summary } = report
  const verb = { check: 'check', 'dry-run': 'dry run', heal: 'heal' }[run]
  const open = report.findings.filter(({ status }) => status === 'open')
  const bySeverity = [...severities].reverse().flatMap((severity) => {
    const count = open.filter((it) => it.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}`]
  })
  const scope = `${plural(summary.files, 'file')}, ${plural(summary.resources, 'resource')}`
  const graver = bySeverity.length === 0 ? '' : ` Open: ${bySeverity.join(', ')}.`
  const left = dropped === 0 ? '' : ` ${dropped} milder findings are not on this page.`
  return `<header>
<div class="top"><h1>regraft ${verb}</h1><button type="button" id="theme" hidden>Theme: auto</button></div>
<p class="soft">${scope}.${graver}${left}</p>
<ul class="sums">
${(['open', 'healed', 'undetermined', 'ignored'] as const).map((it) => `<li><b>${summary[it]}</b> ${statusWord(it, run)}</li>\n`).join('')}</ul>
</header>`
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
