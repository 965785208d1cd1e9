import type { Policy } from '@regraft/core'
import {
  type Level,
  levels,
  lowerLevel,
  nearest,
  type Range,
  type Severity,
  severities,
  severityRank,
} from '@regraft/model'
import type { FindingFact, MemberFact } from '@regraft/rego'
import type { Found, Lint, LintModule } from '../module.ts'

/** Whether what `deny` holds is a finding of the contract, as far as it is written out. */
export const findings: Lint = ({ facts, policy }) =>
  facts.findings.flatMap((finding) => [...shape(finding), ...severity(finding, policy)])

const members = ['message', 'path', 'severity', 'fix', 'related'] as const

function shape(finding: FindingFact): Found[] {
  const found = (message: string, hint: string, at: Range = finding.at): Found[] => [
    { lint: 'finding-shape', at, message, hint },
  ]
  if (finding.kind !== 'object')
    return finding.kind === 'noset'
      ? found('`deny` is no set, so nothing it says is a finding', 'Write `deny contains finding if { … }`.')
      : found(
          'a finding is an object; this one would be dropped',
          'Write `{"message": "…", "path": ["argument"]}`: the path says where the mistake stands.',
        )
  const own = finding.object.members.map(({ key }) => key)
  const lacks = ['message', 'path'].filter((key) => !own.includes(key))
  return [
    ...finding.object.members
      .filter(({ key }) => !isMember(key))
      .flatMap(({ key, at }) => found(...unknown(key), at)),
    ...(lacks.length === 0
      ? []
      : found(
          `this finding has no ${lacks.join(' and no ')}, so it would be dropped`,
          lacks.includes('path')
            ? 'Say where: `"path": ["versioning_configuration", "status"]`, or `"path": []` for the whole resource.'
            : 'Say what is wrong, in one sentence: `"message": "…"`.',
        )),
  ]
}

function isMember(key: string): boolean {
  return members.some((name) => name === key)
}

function unknown(key: string): [message: string, hint: string] {
  const near = nearest(key, members)
  return [
    `a finding has no ${key}, so it would be dropped`,
    `${near === undefined ? '' : `Did you mean \`${near}\`? `}It has ${members.join(', ')}.`,
  ]
}

function severity(finding: FindingFact, policy: Policy | undefined): Found[] {
  const member =
    finding.kind === 'object' ? finding.object.members.find(({ key }) => key === 'severity') : undefined
  const said = severities.find((name) => name === member?.value)
  if (said === undefined || policy === undefined || !isSeverity(policy.severity)) return []
  if (severityRank(said) <= severityRank(policy.severity)) return []
  return [
    {
      lint: 'severity-above-bound',
      at: member?.at,
      message: `severity ${said} is above the declared ${policy.severity}, which is used instead`,
      hint: 'Declare the highest severity in the metadata, and lower it in findings.',
    },
  ]
}

function isSeverity(value: Severity): boolean {
  return severities.includes(value)
}

/** Fixes against what the metadata declares. */
export const fixes: Lint = (module) => {
  const { policy } = module
  if (policy === undefined) return []
  if (policy.fix === undefined) return undeclared(module, policy)
  if (!levels.includes(policy.fix)) return []
  const bound = policy.fix
  return claims(module)
    .filter(({ level }) => lowerLevel(level, bound) !== level)
    .map(({ level, at }) => ({
      lint: 'fix-above-bound',
      at,
      message: `a fix says ${level}, above the declared ${bound}, which is used instead`,
      hint: `Declare \`fix: ${level}\` if every fix may be trusted so far, or lower it here.`,
    }))
}

function undeclared({ facts }: LintModule, { id }: Policy): Found[] {
  const fix = withKey(facts.findings, 'fix')
  if (fix === undefined) return []
  return [
    {
      lint: 'fix-undeclared',
      at: fix.at,
      message: `${id} proposes a fix, but its metadata does not say how far its fixes may be trusted`,
      hint: 'Declare `fix: manual`, `fix: unsafe` or `fix: safe` under `custom`.',
    },
  ]
}

function withKey(list: readonly FindingFact[], key: string): MemberFact | undefined {
  for (const finding of list) {
    const member =
      finding.kind === 'object' ? finding.object.members.find((each) => each.key === key) : undefined
    if (member !== undefined) return member
  }
  return undefined
}

interface Claim {
  readonly level: Level
  readonly at: Range
}

/** Levels that are written down: by the constructors of `data.regraft.fix`, or in a fix that is spelt out. */
function claims({ facts }: LintModule): Claim[] {
  const constructors = facts.calls.flatMap(({ name, at }) => {
    const level = levels.find((each) => name === `data.regraft.fix.${each}`)
    return level === undefined ? [] : [{ level, at }]
  })
  const spelt = facts.objects.flatMap(({ members: own }) => {
    const member = own.find(({ key }) => key === 'level')
    const level = levels.find((each) => each === member?.value)
    return level !== undefined && member !== undefined && own.some(({ key }) => key === 'ops')
      ? [{ level, at: member.at }]
      : []
  })
  return [...constructors, ...spelt]
}
