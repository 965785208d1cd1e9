import { type Json, nearest, type Range } from '@regraft/model'
import type { LintId } from '../lints.ts'
import { fieldAt } from '../metadata-place.ts'
import type { Declared, Found, Lint, LintModule } from '../module.ts'
import { isTest } from '../module.ts'
import { unknownType } from './types.ts'

/** What a rule's metadata says, field by field. */
export const metadata: Lint = (module) => {
  const { declares } = module
  if (declares === undefined) return undeclared(module)
  const problems = declares.read.problems.map(({ field, message, hint }): Found => {
    return { lint: `metadata-${field}`, at: fieldAt(module, field), message, hint }
  })
  return [
    ...problems,
    ...keys(module, declares),
    ...packageName(module, declares),
    ...types(module, declares),
  ]
}

/** A package with findings but no rule id would never be asked. */
function undeclared({ inspected, policy, file, facts }: LintModule): Found[] {
  if (policy !== undefined || isTest(file)) return []
  const deny = facts.rules.find(({ name }) => name === `${inspected.package}.deny`)
  if (deny === undefined) return []
  return [
    {
      lint: 'metadata-missing',
      at: deny.at,
      message: `${inspected.package} has findings (\`deny\`), but no metadata with an id, so it is never asked`,
      hint: 'Begin the file with `# METADATA` and `custom:` with `id`, `severity` and `resources`; see docs/policies/contract.md.',
    },
  ]
}

const knownKeys = ['id', 'severity', 'resources', 'uses', 'fix', 'aliases', 'controls', 'params']

function keys(module: LintModule, { custom }: Declared): Found[] {
  return Object.keys(custom)
    .filter((key) => !knownKeys.includes(key) && !key.startsWith('x-'))
    .map((key): Found => {
      const near = nearest(key, knownKeys)
      return {
        lint: 'metadata-key',
        at: fieldAt(module, key),
        message: `custom.${key} means nothing to regraft`,
        hint: `${near === undefined ? '' : `Did you mean \`${near}\`? `}There is ${knownKeys.join(', ')}; keys of your own begin with \`x-\`.`,
      }
    })
}

/** `aws/s3-versioning` is expected in a package like `regraft.aws.s3_versioning.terraform`. */
function packageName(module: LintModule, { read: { policy } }: Declared): Found[] {
  const steps = policy.id.split('/').map(plain)
  const own = policy.packagePath.map(plain)
  if (own.some((_, i) => steps.every((step, j) => own[i + j] === step))) return []
  const wanted = ['regraft', ...steps.map((step) => step.replaceAll(/[^a-z0-9]/g, '_'))].join('.')
  return [
    {
      lint: 'metadata-package',
      at: packageAt(module),
      message: `package ${policy.package} does not carry the name of its rule, ${policy.id}`,
      hint: `Call it after the rule, so that messages of OPA lead to it: \`package ${wanted}\`, with the framework behind it.`,
    },
  ]
}

function plain(step: string): string {
  return step.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** The line of the package, which the annotations know; its first word is enough for a frame. */
function packageAt({ text, declares }: LintModule): Range | undefined {
  const row = Number(declares?.read.policy.place.split(':').at(-1))
  const lines = text.split('\n')
  const start = lines.slice(0, row - 1).reduce((sum, line) => sum + line.length + 1, 0)
  return Number.isInteger(row) ? { start, end: start + (lines[row - 1]?.trimEnd().length ?? 0) } : undefined
}

function types(module: LintModule, { custom }: Declared): Found[] {
  return (['resources', 'uses'] as const).flatMap((field) => {
    const list: Json = custom[field] ?? []
    if (!Array.isArray(list)) return []
    return list.flatMap((type): Found[] => {
      const problem = typeof type === 'string' ? unknownType(type) : undefined
      return problem === undefined
        ? []
        : [{ ...problem, lint: 'resource-unknown' satisfies LintId, at: fieldAt(module, field) }]
    })
  })
}
