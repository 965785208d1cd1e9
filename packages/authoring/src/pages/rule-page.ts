import { posix } from 'node:path'
import type { Rule } from '@regraft/model'
import { compareText } from '@regraft/model'
import { unifiedDiff } from '@regraft/reporters'
import { block, code, plain, webLink } from './markdown.ts'

/** A file before and after the rule's fix. */
export interface PageExample {
  /** `main.tf` */
  readonly file: string
  readonly before: string
  readonly after: string
}

/** What a reference page is made of. */
export interface RulePage {
  readonly rule: Rule
  /** Markdown of the rule's README.md. */
  readonly readme: string | undefined
  /** The first case that its fix heals. */
  readonly example: PageExample | undefined
}

/** First line of every page: what is not ours is never replaced or removed. */
export const pageMark = '<!-- Written by `regraft policy docs`; do not edit. -->'

const levels = {
  safe: 'safe: applied by `regraft heal`',
  unsafe: 'unsafe: it may change behaviour, and is applied with `--unsafe`',
  manual: 'manual: it needs an answer or a decision of yours',
} as const

/** Where a rule's page stands below the folder of all pages: `aws/s3-versioning.md`. */
export function pageName(rule: string): string {
  return `${rule}.md`
}

/** The reference page of a rule in Markdown. */
export function renderRulePage({ rule, readme, example }: RulePage): string {
  const parts = [
    pageMark,
    `# ${plain(rule.title)}`,
    code(rule.id),
    plain(rule.description),
    facts(rule),
    readme === undefined ? '' : body(readme),
    example === undefined ? '' : `## Before and after\n\n${block('diff', diff(example))}`,
    links(rule),
    `[All rules](${posix.relative(posix.dirname(pageName(rule.id)), 'README.md')})`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** The page that lists all rules: `README.md`. */
export function renderIndexPage(pages: readonly RulePage[]): string {
  const rows = [...pages]
    .sort((a, b) => compareText(a.rule.id, b.rule.id))
    .map(
      ({ rule }) =>
        `| [${code(rule.id)}](${pageName(rule.id)}) | ${plain(rule.title)} | ${rule.severity} | ${rule.fix ?? 'none'} |`,
    )
  return `${pageMark}\n\n# Rules\n\n| rule | what is wrong | severity | fix |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
}

function facts({ severity, fix, resources, aliases, controls }: Rule): string {
  const rows: readonly (readonly [string, string])[] = [
    ['severity', severity],
    ['fix', fix === undefined ? 'none: it only finds' : levels[fix]],
    ['looks at', resources.map(code).join(', ')],
    ['also known as', aliases.map(code).join(', ')],
    [
      'controls',
      Object.entries(controls)
        .sort(([a], [b]) => compareText(a, b))
        .map(([name, ids]) => `${plain(name)} ${ids.map(plain).join(' ')}`)
        .join(', '),
    ],
  ]
  const shown = rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`)
  return `| | |\n| --- | --- |\n${shown.join('\n')}`
}

/** A README begins with title and id, which stand above already. */
function body(readme: string): string {
  return readme
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replace(/^#[^\n]*\n+(`[^`\n]*`\n+)?/, '')
    .trim()
}

function diff({ file, before, after }: PageExample): string {
  return unifiedDiff(file, before, [{ start: 0, end: before.length, text: after }]).replace(
    /^diff --git .*\n/,
    '',
  )
}

function links({ relatedResources }: Rule): string {
  if (relatedResources.length === 0) return ''
  return `## See also\n\n${relatedResources.map((url) => `- ${webLink(url)}`).join('\n')}`
}
