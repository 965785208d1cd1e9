import { loadConfig } from '@regraft/config'
import type { Param, Rule } from '@regraft/model'
import { renderDiff, unifiedDiff } from '@regraft/reporters'
import type { Arguments } from '../args/arguments.ts'
import { colorOf } from '../io/color.ts'
import type { Io } from '../io/io.ts'
import { engineOf } from '../run/engine.ts'
import { noRule } from '../run/rules.ts'

type Docs = typeof import('@regraft/policies/docs')
type RuleDoc = NonNullable<ReturnType<Docs['ruleDoc']>>

/** Shows one rule: why it matters, what its fix does, an example before and after. */
export async function explain(args: Arguments, io: Io): Promise<number> {
  const [name = ''] = args.paths
  const config = await loadConfig(args.config, io.cwd, io.cwd)
  const engine = await engineOf(args, config, io, io.cwd)
  try {
    const rule = engine.rules.find(({ id, aliases }) => id === name || aliases.includes(name))
    if (!rule) throw noRule(name, engine.rules)
    const { ruleDoc } = await import('@regraft/policies/docs')
    io.stdout.write(page(rule, ruleDoc(rule.id), colorOf(io.stdout, io, args.noColor)))
    return 0
  } finally {
    await engine.close()
  }
}

function page(rule: Rule, doc: RuleDoc | undefined, color: boolean): string {
  const parts = [
    `${rule.id}: ${rule.title}`,
    facts(rule),
    params(rule),
    doc ? withoutTitle(doc.readme) : rule.description,
    ...(doc?.examples ?? []).map((it) => example(it, color)),
    rule.relatedResources.map((link) => `See ${link}`).join('\n'),
  ]
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('\n')
}

function facts({ severity, fix, resources, aliases, controls }: Rule): string {
  const rows: [string, string][] = [
    ['severity', severity],
    ['fix', fix === undefined ? 'none: it only finds' : `at most ${fix}`],
    ['looks at', resources.join(', ')],
    ['also known as', aliases.join(', ')],
    [
      'controls',
      Object.entries(controls)
        .map(([name, ids]) => `${name} ${ids.join(' ')}`)
        .join(', '),
    ],
  ]
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.padEnd(13)}  ${value}`)
    .join('\n')
}

/** What its users may set, and what holds now. */
function params({ params = {} }: Rule): string {
  const rows = Object.entries(params).map(([name, param]) => [name, param.type, bounds(param), held(param)])
  const widths = [0, 1, 2].map((i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return lines.length === 0 ? '' : ['Parameters:', ...lines.map((line) => `  ${line}`)].join('\n')
}

function bounds({ enum: values, min, max, pattern }: Param): string {
  return [
    values === undefined ? '' : `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
    min === undefined ? '' : `from ${min}`,
    max === undefined ? '' : `to ${max}`,
    pattern === undefined ? '' : `matching ${pattern}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function held({ value, default: usual, description }: Param): string {
  const now = value ?? usual
  const shown = now === undefined ? 'not set' : JSON.stringify(now)
  const from = value === undefined || usual === undefined ? '' : ` (default: ${JSON.stringify(usual)})`
  return `${shown}${from}${description === undefined ? '' : `  ${description}`}`
}

/** What is shown begins with the title and the id already. */
function withoutTitle(readme: string): string {
  return readme.replace(/^#[^\n]*\n+(`[^`\n]*`\n+)?/, '')
}

function example({ file, before, after }: RuleDoc['examples'][number], color: boolean): string {
  const whole = { start: 0, end: before.length, text: after }
  const diff = unifiedDiff(file, before, [whole])
  return `Before and after:\n\n${renderDiff(diff.replace(/^diff --git .*\n/, ''), { color })}`
}
