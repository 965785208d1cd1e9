import type { Finding, Report } from '@regraft/model'
import { markdownCode, markdownText, render } from '@regraft/reporters'
import { relocated } from '../relocate.ts'
import type { HealPlan, HealStep } from './plan.ts'

/** GitHub takes 65,536 characters; what is cut leaves room for a last line. */
const limit = 60_000
const places = 20

/** What a healing pull request says of itself: what was healed and where, what proves it, what is left for people. */
export function describe(plan: HealPlan, folder: string): { readonly title: string; readonly body: string } {
  const healed = plan.steps.reduce((sum, step) => sum + step.healed.length, 0)
  const title = `Heal ${healed} ${healed === 1 ? 'finding' : 'findings'} in infrastructure code`
  const head = [
    'Insecure settings, changed where they stand; comments and layout stay as they are.',
    '',
    '| rule | severity | healed | files |',
    '| :--- | :--- | ---: | ---: |',
    ...plan.steps.map(row),
    '',
    // One line: GitHub shows a line feed in a description as a new line.
    `**Proof.** ${proof(healed)} Each commit was proven on the ones before it.`,
    '',
    'This pull request is made anew when its base moves, and closed when nothing is left to heal.',
  ].join('\n')
  const lists = plan.steps.map((step) => list(step, folder)).join('\n\n')
  const left = leftOf(relocated(plan.left, folder))
  const body = clipped(`${head}\n\n${lists}`, limit - left.length)
  return { title, body: `${body}\n\n---\n\n${left}` }
}

function proof(healed: number): string {
  const fixes = healed === 1 ? 'The fix' : `Each of the ${healed} fixes`
  return `${fixes} passed six gates before it was kept: the text parses; the model changed as the fix says and in nothing else; the rule finds nothing more there; no rule finds anything new; healing again changes nothing; no byte outside the edits differs.`
}

function leftOf(left: Report): string {
  if (left.findings.length + left.diagnostics.length === 0) return 'Nothing else was found.'
  return render('markdown', left, { run: 'check', maxBytes: limit / 3 }).replace(
    /^## .*/,
    '## Left for people',
  )
}

function row({ rule, healed, writes }: HealStep): string {
  const severities = [...new Set(healed.map(({ severity }) => severity))].join(', ')
  return `| ${markdownCode(rule)} | ${severities} | ${healed.length} | ${writes.length} |`
}

function list({ rule, title, healed }: HealStep, folder: string): string {
  const shown = healed.slice(0, places).map((it) => `- ${place(it, folder)}`)
  const more = healed.length > places ? [`- and ${healed.length - places} more`] : []
  return [`**${markdownText(title)}** (${markdownCode(rule)})`, '', ...shown, ...more].join('\n')
}

function place({ location, resource, fix }: Finding, folder: string): string {
  const file = folder === '' ? location.file : `${folder}/${location.file}`
  const level = fix?.level === 'safe' || fix === undefined ? '' : ` (${fix.level})`
  const does = fix === undefined ? '' : `: ${markdownText(fix.title)}${level}`
  return `${markdownCode(`${file}:${location.start.line}`)} in ${markdownCode(resource.address)}${does}`
}

/** Whole lines that fit, and a word on those that do not. */
function clipped(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = text.slice(0, most).split('\n').slice(0, -1)
  return `${kept.join('\n')}\n\n_The list goes on in the commits._`
}
