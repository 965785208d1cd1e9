import { isList, isObject, type Json, type Param, paramTypes, setMember } from '@regraft/model'
import { wrongValue } from './value.ts'

/** A mistake in the declaration of parameters: one sentence, and what to write instead. */
export interface SpecProblem {
  readonly message: string
  readonly hint: string
}

const shape = 'Write `params: {days: {type: integer, default: 30, description: …}}`.'
const known = ['type', 'description', 'default', 'enum', 'min', 'max', 'pattern']

/** Reads the parameters that a rule declares, and all that is wrong with them; `where` is how messages call the place. */
export function paramsOf(
  value: Json | undefined,
  where = 'custom.params',
): {
  readonly params: { readonly [name: string]: Param } | undefined
  readonly problems: SpecProblem[]
} {
  if (value === undefined) return { params: undefined, problems: [] }
  if (!isObject(value))
    return { params: undefined, problems: [{ message: `${where} is no map`, hint: shape }] }
  const params: { [name: string]: Param } = {}
  const problems: SpecProblem[] = []
  for (const [name, spec] of Object.entries(value)) {
    const found = specProblems(`${where}.${name}`, name, spec)
    problems.push(...found)
    if (found.length === 0) setMember(params, name, spec as unknown as Param) // specProblems found its shape right
  }
  return { params, problems }
}

function specProblems(at: string, name: string, spec: Json): SpecProblem[] {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return [
      {
        message: `${at} is no name of a parameter`,
        hint: 'Use letters, digits and underscores: `max_days`.',
      },
    ]
  if (!isObject(spec)) return [{ message: `${at} is no map`, hint: shape }]
  const { type, description, default: usual, enum: values, min, max, pattern } = spec
  const problems: SpecProblem[] = []
  const problem = (message: string, hint: string): number => problems.push({ message, hint })
  if (!paramTypes.some((each) => each === type))
    problem(`${at}.type ${JSON.stringify(type) ?? '(absent)'} is no type`, `It is ${paramTypes.join(', ')}.`)
  for (const key of Object.keys(spec))
    if (!known.includes(key)) problem(`${at}.${key} means nothing`, `It can be ${known.join(', ')}.`)
  if (description !== undefined && typeof description !== 'string')
    problem(`${at}.description is no text`, 'Write one line that says what it does.')
  if (values !== undefined && !(isList(values) && values.length > 0))
    problem(`${at}.enum is no list of values`, 'Write `enum: [first, second]`.')
  for (const [key, bound] of Object.entries({ min, max }))
    if (bound !== undefined && typeof bound !== 'number')
      problem(`${at}.${key} is no number`, 'Write a number.')
  if (pattern !== undefined && !isPattern(pattern))
    problem(`${at}.pattern is no regular expression`, 'Write one as JavaScript reads it.')
  const wrong =
    problems.length === 0 && usual !== undefined ? wrongValue(usual, spec as unknown as Param) : undefined // no problem: it is one
  if (wrong !== undefined) problem(`${at}.default ${wrong.message}`, wrong.hint)
  return problems
}

function isPattern(pattern: Json): boolean {
  if (typeof pattern !== 'string') return false
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}
