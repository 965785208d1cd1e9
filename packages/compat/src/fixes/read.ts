import type { Diagnostic, Json, JsonObject, Level, Path } from '@regraft/model'
import { isList, isObject, levels } from '@regraft/model'
import type { ForeignDocument } from '../documents.ts'
import type { AttachedFix, AttachedFixes } from './fixes.ts'

/** A file of fixes says nothing but `fixes:`. */
export function isFixes({ value }: ForeignDocument): boolean {
  return Object.keys(value).length === 1 && isObject(value['fixes'])
}

export interface ReadFixes {
  readonly fixes: AttachedFixes
  readonly diagnostics: readonly Diagnostic[]
}

const operations: readonly string[] = [
  ...['set', 'ensure', 'remove', 'ensure_item', 'remove_item', 'rename', 'add_resource'],
]
const members: readonly string[] = [...['level', 'title', 'because', 'path', 'ops', 'message', 'inputs']]

/** Reads `fixes: {<rule>: {level, title, path, ops}}`; a list where messages tell several fixes apart. */
export function fixesOf(document: ForeignDocument): ReadFixes {
  const fixes: AttachedFix[] = []
  const diagnostics: Diagnostic[] = []
  const all = document.value['fixes']
  for (const [rule, given] of Object.entries(isObject(all) ? all : {})) {
    const listed = isList(given)
    for (const [i, fix] of (listed ? given : [given]).entries()) {
      const path = ['fixes', rule, ...(listed ? [i] : [])]
      const problems = problemsOf(fix)
      diagnostics.push(
        ...problems.map(({ at, message, hint }) => document.at([...path, ...at], message, hint)),
      )
      if (problems.length === 0) fixes.push(attached(rule, fix as JsonObject, document)) // checked just now
    }
  }
  return { fixes, diagnostics }
}

function attached(rule: string, given: JsonObject, document: ForeignDocument): AttachedFix {
  const { message, ...fix } = given
  return {
    rule,
    level: given['level'] as Level, // checked in problemsOf
    ...(typeof message === 'string' ? { message } : {}),
    fix,
    document,
  }
}

interface FixProblem {
  readonly at: Path
  readonly message: string
  readonly hint: string
}

function problemsOf(fix: Json): readonly FixProblem[] {
  const problems: FixProblem[] = []
  const problem = (at: Path, message: string, hint: string): number => problems.push({ at, message, hint })
  if (!isObject(fix)) {
    problem([], 'this is no fix', 'Write level, title, path and ops.')
    return problems
  }
  for (const name of Object.keys(fix))
    if (!members.includes(name)) problem([name], `a fix has no ${name}`, `It has ${members.join(', ')}.`)
  if (!levels.some((level) => level === fix['level']))
    problem(['level'], 'this fix says no level', `Choose one of ${levels.join(', ')}.`)
  if (typeof fix['title'] !== 'string' || fix['title'] === '')
    problem(['title'], 'this fix has no title', 'Say in one line what it does.')
  if (fix['message'] !== undefined && typeof fix['message'] !== 'string')
    problem(
      ['message'],
      'message is no text',
      'Write a regular expression that the finding’s message matches.',
    )
  problems.push(...pathProblems(fix['path'], ['path']))
  const ops = fix['ops']
  if (!isList(ops) || ops.length === 0)
    problem(['ops'], 'this fix has no operations', 'Write a list of `op: …`.')
  for (const [i, op] of (isList(ops) ? ops : []).entries())
    problems.push(...operationProblems(op, i, fix['path']))
  return problems
}

function operationProblems(op: Json, i: number, path: Json | undefined): readonly FixProblem[] {
  const name = isObject(op) ? op['op'] : undefined
  if (!isObject(op) || typeof name !== 'string' || !operations.includes(name))
    return [
      { at: ['ops', i], message: 'this is no operation', hint: `Choose one of ${operations.join(', ')}.` },
    ]
  if (path === undefined && op['path'] === undefined)
    return [{ at: ['ops', i], message: 'this operation has no path', hint: 'Give it one, or the fix.' }]
  return pathProblems(op['path'], ['ops', i, 'path'])
}

function pathProblems(path: Json | undefined, at: Path): readonly FixProblem[] {
  if (path === undefined) return []
  const fits = (step: Json): boolean =>
    typeof step === 'string' ||
    (typeof step === 'number' && Number.isSafeInteger(step) && step >= 0) ||
    (isObject(step) && Object.keys(step).length === 1 && isObject(step['match']))
  if (isList(path) && path.every(fits)) return []
  const hint = 'Write a list of keys, indices, `{match: {name: web}}` and `"*"` for every one.'
  return [{ at, message: 'this is no path', hint }]
}
