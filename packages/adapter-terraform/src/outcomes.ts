import type { Finding, JsonObject, Report, Rule, Severity } from '@regraft/model'
import { severities, severityRank } from '@regraft/model'
import type { Limits } from './limits.ts'

/** From which severity on a finding fails the task. */
export type FailOn = Severity | 'never'

/** The answer to HCP Terraform: what a task came to. */
export interface TaskResult {
  readonly status: 'running' | 'passed' | 'failed'
  readonly message: string
  readonly outcomes?: readonly JsonObject[]
}

/** A task's result as the body of its callback, in JSON:API. */
export function callbackBody({ status, message, outcomes }: TaskResult, url?: string): string {
  return JSON.stringify({
    data: {
      type: 'task-results',
      attributes: { status, message, ...(url === undefined ? {} : { url }) },
      ...(outcomes === undefined || outcomes.length === 0
        ? {}
        : { relationships: { outcomes: { data: outcomes } } }),
    },
  })
}

/** What a plan's report means for its run: an outcome for each rule that found something, the worst first. */
export function resultOf(
  { findings, summary }: Report,
  rules: readonly Rule[],
  failOn: FailOn,
  limits: Limits,
): TaskResult {
  const open = findings.filter(({ status }) => status === 'open')
  const failing =
    failOn === 'never' ? [] : open.filter(({ severity }) => severityRank(severity) >= severityRank(failOn))
  const sums = [...severities]
    .sort((a, b) => severityRank(b) - severityRank(a))
    .map((severity) => [open.filter((finding) => finding.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`)
  const unsure = summary.undetermined === 0 ? '' : `; ${summary.undetermined} cannot be told before apply`
  const byRule = new Map<string, Finding[]>()
  for (const finding of open) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding])
  const outcomes = [...byRule.values()]
    .sort(([a], [b]) => severityRank(severityOf(b)) - severityRank(severityOf(a)))
    .slice(0, limits.outcomes)
    .map((found) => outcomeOf(found, rules, failing.includes(found[0] as Finding), limits.outcomeLength))
  const more = byRule.size - outcomes.length
  return {
    status: failing.length > 0 ? 'failed' : 'passed',
    message: `${open.length === 0 ? 'Nothing found' : sums.join(', ')} in ${summary.resources} resources${unsure}${more > 0 ? `; ${more} more rules` : ''}`,
    outcomes,
  }
}

const severityOf = (finding: Finding | undefined): Severity => finding?.severity ?? 'info'

const tagLevels: { readonly [severity in Severity]: 'error' | 'warning' | 'info' } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
}

function outcomeOf(
  found: readonly Finding[],
  rules: readonly Rule[],
  fails: boolean,
  length: number,
): JsonObject {
  const [first] = found
  const id = first?.rule ?? ''
  const rule = rules.find((one) => one.id === id)
  const severity = severityOf(first)
  const url = rule?.relatedResources.find((link) => /^https:\/\//.test(link))
  const status = fails ? { label: 'Failed', level: 'error' } : { label: 'Passed', level: 'none' }
  return {
    type: 'task-result-outcomes',
    attributes: {
      'outcome-id': id,
      description: `${first?.title ?? id}: ${found.length === 1 ? (first?.resource.address ?? '') : `${found.length} resources`}`,
      tags: {
        Status: [status],
        Severity: [
          { label: `${severity[0]?.toUpperCase()}${severity.slice(1)}`, level: tagLevels[severity] },
        ],
      },
      body: bodyOf(found, rule, length),
      ...(url === undefined ? {} : { url }),
    },
  }
}

/** Markdown: what is wrong, and where. Names come from whoever wrote the configuration, so nothing of them may be markup. */
function bodyOf(found: readonly Finding[], rule: Rule | undefined, length: number): string {
  const lines = found.map(({ resource, message }) => `- ${code(resource.address)}: ${plain(message)}`)
  let text = rule === undefined ? '' : `${plain(rule.description)}\n\n`
  for (const [i, line] of lines.entries()) {
    const rest = `- and ${lines.length - i} more`
    if (text.length + line.length + rest.length + 2 > length) return `${text}${rest}\n`
    text += `${line}\n`
  }
  return text
}

function plain(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').replace(/[\\`*_{}[\]()#+\-.!|<>~&:]/g, '\\$&')
}

function code(text: string): string {
  const clean = text.replace(/[\p{Cc}\s]+/gu, ' ')
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence} ${clean} ${fence}`
}
