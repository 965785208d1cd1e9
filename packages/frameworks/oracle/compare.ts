import { excepted } from './exceptions.ts'
import type { Outcome } from './ours.ts'
import { failed } from './ours.ts'
import { varies, withoutRanges } from './stored.ts'

/** Where our evaluator and HashiCorp's part. */
export interface Difference {
  readonly index: number
  readonly expression: string
  readonly wanted: string
  readonly got: string
  /** Why there is no value, where one of the two has none. */
  readonly wantedWhy?: string | undefined
  readonly gotWhy?: string | undefined
}

export interface Comparison {
  readonly differences: readonly Difference[]
  /** How many expressions each exception excuses, by its reason. */
  readonly excused: ReadonlyMap<string, number>
  readonly compared: number
}

export interface Wanted {
  readonly text: string
  readonly why?: string | undefined
}

export function compare(
  expressions: readonly string[],
  wanted: readonly Wanted[],
  evaluate: (expression: string) => Outcome,
): Comparison {
  const differences: Difference[] = []
  const excused = new Map<string, number>()
  let compared = 0
  expressions.forEach((expression, index) => {
    const answer = wanted[index] as Wanted
    if (answer.text === varies) return
    compared++
    const ours = evaluate(expression)
    const text = withoutRanges(answer.text)
    if (ours.text === text) return
    const difference = {
      index,
      expression,
      wanted: text,
      got: ours.text,
      wantedWhy: answer.why,
      gotWhy: ours.why,
    }
    const reason = excepted(difference)
    if (reason === undefined) differences.push(difference)
    else excused.set(reason, (excused.get(reason) ?? 0) + 1)
  })
  return { differences, excused, compared }
}

/** What sort of difference it is, for people who mend many at once. */
export function groupOf({ wanted, got, wantedWhy, gotWhy, expression }: Difference): string {
  if (got === 'thrown') return `thrown: ${gotWhy?.split('\n')[0]}`
  if (got === failed) return `has a value, fails here: ${general(gotWhy ?? '')}`
  if (wanted === failed) return `fails, has a value here: ${general(wantedWhy ?? functionsIn(expression))}`
  if (withoutKnown(wanted) === withoutKnown(got))
    return `what is known of an unknown value: ${functionsIn(expression)}`
  if (shape(wanted) !== shape(got)) return `kind or type: ${shape(wanted)} here ${shape(got)}`
  return `value: ${shape(wanted)} of ${functionsIn(expression)}`
}

function general(message: string): string {
  return message
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\d+/g, '0')
    .slice(0, 140)
}

function withoutKnown(text: string): string {
  return text.replace(/,\{("l":\[[^\]]*\])?,?("nn":true)?,?("p":"(\\.|[^"\\])*")?\}(?=\])/g, '')
}

function shape(text: string): string {
  const [kind, type] = JSON.parse(text) as readonly unknown[]
  return kind === 's' || kind === 'n' || kind === 'b' || kind === 't' || kind === 'o'
    ? kind
    : `${kind} ${JSON.stringify(type)}`.slice(0, 60)
}

function functionsIn(expression: string): string {
  const names = [...expression.matchAll(/\b([a-z]\w*)\(/g)].map(([, name]) => name as string)
  return [...new Set(names)].sort().slice(0, 2).join(' ') || 'no function'
}
