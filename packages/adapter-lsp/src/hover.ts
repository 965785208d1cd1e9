import type { Finding, Rule } from '@regraft/model'
import { ruleDoc } from '@regraft/policies/docs'
import type { CancellationToken, Hover, HoverParams, MarkupContent } from 'vscode-languageserver'
import { MarkupKind } from 'vscode-languageserver'
import { rangeOf } from './diagnostics.ts'
import { told } from './failure.ts'
import { overlaps } from './range.ts'
import { documentRun, engineOf, findingsOf } from './run.ts'
import type { Session } from './session.ts'
import { isCurrent } from './session.ts'

/** What is found at a place, with the page of each rule. */
export async function hover(
  session: Session,
  { textDocument, position }: HoverParams,
  token: CancellationToken,
): Promise<Hover | null> {
  const run = documentRun(session, textDocument.uri, token)
  if (run === undefined) return null
  try {
    const at = { start: position, end: position }
    const here = (await findingsOf(run)).filter(({ location }) => overlaps(rangeOf(location), at))
    const [first] = here
    if (first === undefined || token.isCancellationRequested) return null
    const rules = new Map((await engineOf(run)).rules.map((rule) => [rule.id, rule]))
    const pages = here.map((finding, i) =>
      // Two findings of one rule need its page once.
      page(
        finding,
        here.findIndex(({ rule }) => rule === finding.rule) === i ? rules.get(finding.rule) : undefined,
        session.client.markdown ? escaped : (text) => text,
      ),
    )
    return { contents: markup(pages.join('\n\n---\n\n'), session), range: rangeOf(first.location) }
  } catch (error) {
    if (!token.isCancellationRequested && isCurrent(session, run.buffers))
      session.connection.console.error(told(error))
    return null
  }
}

function markup(value: string, { client }: Session): MarkupContent {
  return { kind: client.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value }
}

function page(finding: Finding, rule: Rule | undefined, plain: (text: string) => string): string {
  const { title, severity, message, status, statusReason } = finding
  const state = status === 'open' ? [] : [`_${status}: ${plain(statusReason ?? '')}_`]
  const parts = [
    `**${plain(title)}** \`${finding.rule}\` (${severity})`,
    plain(message),
    ...state,
    ...fixOf(finding, plain),
  ]
  if (rule) parts.push(body(rule, plain), rule.relatedResources.map((link) => `<${link}>`).join('  \n'))
  return parts.filter((part) => part.trim() !== '').join('\n\n')
}

function fixOf({ fix, status }: Finding, plain: (text: string) => string): readonly string[] {
  if (fix === undefined || status !== 'open') return []
  const names = Object.keys(fix.inputs ?? {})
  const asks = names.length > 0 ? `; it asks for ${names.map((name) => `\`${name}\``).join(', ')}` : ''
  return [`Fix (${fix.level}): ${plain(fix.title)}${asks}.${fix.reason ? ` ${plain(fix.reason)}` : ''}`]
}

/** A built-in rule has a page; the first two lines repeat what stands above it. */
function body({ id, description }: Rule, plain: (text: string) => string): string {
  const readme = ruleDoc(id)?.readme
  if (readme === undefined) return plain(description)
  return readme
    .replace(/^# .*\n+(?:`[^`\n]+`\n+)?/, '')
    .replaceAll(/^## (.*)$/gm, '**$1**')
    .trim()
}

/** Text that may come from a file which nobody trusts, as Markdown that shows it. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&').replaceAll(/\s+/g, ' ')
}
