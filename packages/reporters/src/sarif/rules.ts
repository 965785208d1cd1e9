import type { Finding, JsonObject, Rule, Severity } from '@regraft/model'
import { compareText, severityRank } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { present } from '../present.ts'
import { levelOf } from './results.ts'

/** Scores in the bands that code scanning services read severities from: above 9 critical, from 7 high, from 4 medium. */
const score: Partial<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' }

/** How many tags a rule may carry before a service drops some. */
const tagLimit = 10

/** The rules that the results name, by id. */
export function ruleIds(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort(compareText)
}

/** A rule's descriptor; without metadata it is made from what its findings say of it. */
export function ruleOf(id: string, findings: readonly Finding[], options: RenderOptions): JsonObject {
  const own = findings.filter(({ rule }) => rule === id)
  const rule = options.rules?.find((it) => it.id === id)
  const title = rule?.title ?? own[0]?.title ?? id
  const severity = rule?.severity ?? worst(own)
  const help = options.help?.(id)
  return present({
    id,
    shortDescription: { text: title },
    fullDescription: { text: rule?.description || title },
    helpUri: rule?.relatedResources.find((uri) => /^https?:\/\//.test(uri)),
    help: present({ text: helpText(title, rule), markdown: help }),
    defaultConfiguration: { level: levelOf[severity] },
    properties: present({
      tags: tags(rule?.controls ?? own[0]?.controls ?? {}),
      precision: 'high',
      'security-severity': score[severity],
      aliases: [...(rule?.aliases ?? own[0]?.aliases ?? [])],
    }),
  })
}

function worst(findings: readonly Finding[]): Severity {
  return findings.reduce<Severity>(
    (graver, { severity }) => (severityRank(severity) > severityRank(graver) ? severity : graver),
    'info',
  )
}

function helpText(title: string, rule: Rule | undefined): string {
  if (!rule) return title
  const fix = rule.fix === undefined ? 'It proposes no fix.' : `Its fixes are at most ${rule.fix}.`
  const links = rule.relatedResources.map((link) => `See ${link}`)
  return [title, rule.description, fix, ...links].filter((line) => line !== '').join('\n')
}

function tags(controls: { readonly [framework: string]: readonly string[] }): string[] {
  const named = Object.keys(controls)
    .sort(compareText)
    .flatMap((framework) => (controls[framework] ?? []).map((control) => `${framework}/${control}`))
  return ['security', ...new Set(named)].slice(0, tagLimit)
}
