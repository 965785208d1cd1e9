import type { Finding } from '@regraft/model'
import { fixText, pathText } from '../sentences.ts'
import { markup, markupLines } from '../xml.ts'
import { frame } from './code.ts'
import type { Context } from './context.ts'
import { diffs } from './diff.ts'
import { statusWord } from './status.ts'

export function article(it: Finding, context: Context): string {
  const { severity, status, rule, title, message } = it
  const data = `data-severity="${severity}" data-status="${status}" data-rule="${markup(rule)}"`
  const reason =
    it.statusReason === undefined ? '' : `<p class="soft"><bdi>${markup(it.statusReason)}</bdi></p>\n`
  return `<article class="${severity}" ${data}>
<div><h3><bdi>${markup(title.trim() === '' ? rule : title)}</bdi></h3><span class="tag">${severity}</span><span class="tag ${status === 'healed' ? 'healed' : 'plain'}">${statusWord(status, context.run)}</span></div>
<p><bdi>${markupLines(message)}</bdi></p>
${reason}${facts(it, context)}${fix(it, context)}${evidence(it, context)}</article>
`
}

/** The rule, the place and the resource. */
function facts(it: Finding, { placement }: Context): string {
  const { start } = placement.range(it.location)
  const path = pathText(it)
  const at = path === '' ? '' : ` at <code>${markup(path)}</code>`
  const root = it.resource.root === undefined ? '' : ` of <code>${markup(it.resource.root)}</code>`
  return `<p class="soft"><code>${markup(it.rule)}</code>, line ${start.line}, in <code>${markup(it.resource.address)}</code>${root}${at}</p>\n`
}

function fix(it: Finding, { run }: Context): string {
  const text = fixText(it, run)
  return text === undefined ? '' : `<p>Fix: <bdi>${markup(text)}</bdi></p>\n`
}

/** What its fix changes; where it changes nothing, the code it is about. */
function evidence(it: Finding, context: Context): string {
  const changed = diffs(context.edits.get(it) ?? [], it.location.file, context)
  if (changed !== '')
    return folded(context.run === 'heal' ? 'What was changed' : 'What would change', changed, context)
  const shown = frame(it, context)
  return shown === '' ? '' : folded('Code', shown, context)
}

function folded(title: string, inside: string, { unfolded }: Context): string {
  return `<details${unfolded ? ' open' : ''}><summary>${title}</summary>\n${inside}</details>\n`
}
