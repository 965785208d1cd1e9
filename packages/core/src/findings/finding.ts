import {
  type Fix,
  isObject,
  type Json,
  type JsonObject,
  type Level,
  levels,
  lowerLevel,
  type Path,
  type RawFinding,
  type Rule,
  type Severity,
  severities,
  severityRank,
} from '@regraft/model'
import { fixProblem } from './fix.ts'
import { anything, at, kindOf, listOf, oneOf, type Problem, record, type Shape, text } from './problem.ts'

/** What is wrong with a finding. The finding itself stands, without its fix, unless there is none. */
interface FindingProblem {
  readonly code: 'POLICY_FINDING_INVALID' | 'POLICY_FIX_INVALID' | 'POLICY_FIX_UNDECLARED' | 'POLICY_BOUND'
  readonly message: string
  readonly hint: string
}

export interface ReadFinding {
  readonly finding: RawFinding | undefined
  readonly problems: readonly FindingProblem[]
}

const shape: Shape = {
  required: { message: text, path: listOf(stepProblem) },
  optional: {
    severity: oneOf(severities),
    related: listOf(listOf(stepProblem)),
    fix: anything,
  },
}

/** Reads one element of a policy's `deny`: a finding of the contract, or why it is none. */
export function readFinding(
  value: Json,
  rule: Pick<Rule, 'id' | 'severity' | 'fix'>,
  resource: number,
): ReadFinding {
  const problem = record(value, shape)
  if (problem !== undefined || !isObject(value)) return { finding: undefined, problems: [invalid(problem)] }
  const problems: FindingProblem[] = []
  const severity = boundSeverity(value['severity'] as Severity | undefined, rule, problems)
  const fix = boundFix(value['fix'], rule, problems)
  const finding: RawFinding = {
    rule: rule.id,
    resource,
    message: value['message'] as string,
    path: value['path'] as Path,
    ...(severity === undefined ? {} : { severity }),
    ...(fix === undefined ? {} : { fix }),
    ...(value['related'] === undefined ? {} : { related: value['related'] as unknown as Path[] }),
  }
  return { finding, problems }
}

function stepProblem(step: Json): Problem {
  if (typeof step === 'string') return undefined
  if (typeof step === 'number' && Number.isSafeInteger(step) && step >= 0) return undefined
  return `is ${typeof step === 'number' ? step : kindOf(step)}, not a key or an index`
}

function boundSeverity(
  severity: Severity | undefined,
  rule: Pick<Rule, 'severity'>,
  problems: FindingProblem[],
): Severity | undefined {
  if (severity === undefined || severityRank(severity) <= severityRank(rule.severity)) return severity
  problems.push({
    code: 'POLICY_BOUND',
    message: `it reports severity ${severity}, above the declared ${rule.severity}; ${rule.severity} is used`,
    hint: 'Declare the highest severity in the metadata, and lower it in findings.',
  })
  return undefined
}

function boundFix(
  value: Json | undefined,
  rule: Pick<Rule, 'fix'>,
  problems: FindingProblem[],
): Fix | undefined {
  if (value === undefined) return undefined
  if (rule.fix === undefined) {
    problems.push({
      code: 'POLICY_FIX_UNDECLARED',
      message: 'it proposes a fix, but its metadata declares no `custom.fix`',
      hint: `Declare how far its fixes may be trusted: \`fix: ${levels.join('`, `fix: ')}\`.`,
    })
    return undefined
  }
  const problem = fixProblem(value)
  if (problem !== undefined) {
    problems.push({
      code: 'POLICY_FIX_INVALID',
      message: `its fix is none of the contract: ${at('fix', problem)}`,
      hint: 'See docs/policies/contract.md for what a fix is made of.',
    })
    return undefined
  }
  return lowered(value as JsonObject, rule.fix, problems) as unknown as Fix // fixProblem has checked the shape
}

/** The fix with no level above the bound, its alternatives as well. */
function lowered(fix: JsonObject, bound: Level, problems: FindingProblem[]): JsonObject {
  const level = fix['level'] as Level | undefined
  const alternatives = fix['alternatives'] as readonly JsonObject[] | undefined
  if (level !== undefined && lowerLevel(level, bound) !== level)
    problems.push({
      code: 'POLICY_BOUND',
      message: `a fix says ${level}, above the declared ${bound}; ${bound} is used`,
      hint: 'Declare the highest level in the metadata, or lower it in the fix.',
    })
  if (level === undefined && alternatives === undefined) return fix
  return {
    ...fix,
    ...(level === undefined ? {} : { level: lowerLevel(level, bound) }),
    ...(alternatives === undefined
      ? {}
      : { alternatives: alternatives.map((each) => lowered(each, bound, problems)) }),
  }
}

function invalid(problem: Problem): FindingProblem {
  return {
    code: 'POLICY_FINDING_INVALID',
    message: `what it returned is no finding: ${problem === undefined ? 'it is no object' : problem.replace(/^\./, '')}`,
    hint: 'A finding is `{"message": "…", "path": [...]}`, and optionally fix, severity, related.',
  }
}
