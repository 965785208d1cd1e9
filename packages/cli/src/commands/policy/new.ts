import { relative, resolve } from 'node:path'
import type { ExampleRule, ScaffoldedRule } from '@regraft/authoring'
import { frameworkIds } from '@regraft/engine'
import { printable } from '@regraft/reporters'
import type { Arguments } from '../../args/arguments.ts'
import { oneOf } from '../../args/parse.ts'
import { usage } from '../../args/usage.ts'
import type { Io } from '../../io/io.ts'

/** Makes the folder of a new rule, from nothing or from an example, and says what to do next. */
export async function policyNew(args: Arguments, io: Io): Promise<number> {
  const id = ruleId(args)
  const { dir = 'policies', before, after } = args.policy
  for (const name of args.frameworks)
    if (!frameworkIds.includes(name)) throw oneOf('--framework', name, frameworkIds)
  if ((before === undefined) !== (after === undefined))
    throw usage(
      '--before and --after belong together',
      'Give a file as it is and the same file as it should be.',
    )
  const { writeRule } = await import('@regraft/authoring')
  const folder = resolve(io.cwd, dir)
  const rule =
    before === undefined || after === undefined
      ? await fromNothing(id, args)
      : await fromExample(id, args, { before: resolve(io.cwd, before), after: resolve(io.cwd, after) })
  const written = await writeRule(folder, id, rule.files)
  if (args.quiet) return 0
  const shown = relative(io.cwd, folder).replaceAll('\\', '/') || '.'
  const files = written.map((path) => `${shown}/${path}\n`).join('')
  const next = 'chosen' in rule ? afterExample(rule, shown) : afterScaffold(rule, shown)
  io.stdout.write(`${files}\n${next}`)
  return 0
}

function ruleId({ paths }: Arguments): string {
  const [id, ...more] = paths
  if (id === undefined)
    throw usage(
      'policy new needs the id of the rule',
      'regraft policy new acme/bucket-tags --type aws_s3_bucket',
    )
  if (more.length > 0) throw usage(`policy new makes one rule, not also ${more.join(', ')}`)
  return id
}

async function fromNothing(id: string, args: Arguments): Promise<ScaffoldedRule> {
  const { types, severity } = args.policy
  const [framework, ...others] = args.frameworks
  if (others.length > 0) throw usage('policy new takes one --framework', 'A policy is written for one.')
  if (types.length === 0)
    throw usage(
      'policy new needs --type, or --before and --after',
      'Name what the rule looks at: --type aws_s3_bucket.',
    )
  const { scaffoldRule } = await import('@regraft/authoring')
  return scaffoldRule({ id, types, ...(framework ? { framework } : {}), ...(severity ? { severity } : {}) })
}

async function fromExample(
  id: string,
  args: Arguments,
  paths: { readonly before: string; readonly after: string },
): Promise<ExampleRule> {
  if (args.policy.types.length > 0)
    throw usage('--type goes without --before and --after', 'The example says which types the rule looks at.')
  const { readExamples, ruleByExample } = await import('@regraft/authoring')
  const { loadRego } = await import('@regraft/rego/node')
  const { library } = await import('@regraft/policies/library')
  const { severity } = args.policy
  return ruleByExample({
    id,
    ...(await readExamples(paths.before, paths.after)),
    ...(args.frameworks.length > 0 ? { frameworks: args.frameworks } : {}),
    ...(severity ? { severity } : {}),
    rego: await loadRego(),
    library: library.modules,
  })
}

function afterScaffold({ id, framework, fillIn }: ScaffoldedRule, folder: string): string {
  return `Next:
  1. In ${folder}/${id}/${framework}.rego and in cases, put what you mean for ${fillIn.join(', ')}.
  2. regraft policy test ${folder} --filter ${id}
  3. regraft check --policy ${folder}
`
}

function afterExample({ id, chosen, others, rewritten }: ExampleRule, folder: string): string {
  const also = others.length === 0 ? '' : `It could also mean:\n${list(others)}`
  const layout =
    rewritten.length === 0
      ? ''
      : `The case holds ${rewritten.join(', ')} in the layout that healing gives; what it says is what you gave.\n`
  return `The rule finds a resource in which\n${list(chosen)}${also}${layout}Its cases pass. Next:
  1. Read ${folder}/${id}, and say in its README why it matters.
  2. regraft heal --policy ${folder} --unsafe --dry-run
`
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `  - ${printable(line)}\n`).join('')
}
