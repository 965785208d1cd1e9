import type { Comparison, Difference, Wanted } from './compare.ts'
import { compare, groupOf } from './compare.ts'
import { narrowed } from './narrow.ts'
import { ask, oracleBinary } from './oracle.ts'
import type { Names, Outcome } from './ours.ts'
import { outcome } from './ours.ts'
import { fromForm } from './read.ts'
import { questions, readIndex, readResults, varies } from './stored.ts'
import { variables } from './variables.ts'

/** Prints the differences of the generated expressions, the largest group first. */
export function diff(args: readonly string[]): number {
  const option = (name: string): string | undefined =>
    args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  const only = new RegExp(option('only') ?? '')
  const group = new RegExp(option('group') ?? '')
  const each = Number(option('each') ?? 2)
  const { differences: whole, excused, compared } = generated(only)
  const binary = args.includes('--whole') ? undefined : oracleBinary()
  const differences = binary === undefined ? whole : narrowed(whole, binary, evaluate)
  const groups = grouped(differences)
  const shown = [...groups].filter(([name]) => group.test(name)).sort(([, a], [, b]) => b.length - a.length)
  for (const [name, all] of shown.slice(0, Number(option('groups') ?? 60))) {
    print(`\n${all.length} × ${name}`)
    for (const one of shortest(all).slice(0, each)) show(one)
  }
  print(`\n${compared} compared, ${differences.length} differ in ${groups.size} groups`)
  for (const [reason, times] of excused) print(`${times} excused: ${reason}`)
  return differences.length === 0 ? 0 : 1
}

function generated(only: RegExp): Comparison {
  const { expressions } = questions()
  const stored = readResults(readIndex())
  const binary = oracleBinary()
  // The program also says why there is no value; the stored answers do not.
  const live = binary === undefined ? [] : ask(binary, { vars: variables }, expressions)
  const wanted: readonly Wanted[] = stored.map((text, i) => {
    const why = live[i]?.why
    return {
      text: only.test(expressions[i] as string) ? text : varies,
      ...(why === undefined ? {} : { why }),
    }
  })
  return compare(expressions, wanted, evaluate)
}

const names: Names = {
  values: new Map(variables.map(([name, form]) => [name, fromForm(form)])),
  open: false,
}

function evaluate(expression: string): Outcome {
  return outcome(expression, names)
}

function show({ index, expression, wanted, got, wantedWhy, gotWhy }: Difference): void {
  print(`  #${index} ${cut(expression)}`)
  print(`    oracle ${cut(wanted)} ${cut(wantedWhy ?? '')}`)
  print(`    here   ${cut(got)} ${cut(gotWhy ?? '')}`)
}

function cut(text: string): string {
  const line = text.replaceAll('\n', '\\n')
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function grouped(differences: readonly Difference[]): ReadonlyMap<string, readonly Difference[]> {
  const groups = new Map<string, Difference[]>()
  for (const difference of differences) {
    const name = groupOf(difference)
    groups.set(name, [...(groups.get(name) ?? []), difference])
  }
  return groups
}

/** One for each expression, the shortest first. */
function shortest(all: readonly Difference[]): readonly Difference[] {
  const distinct = new Map(all.map((one) => [one.expression, one]))
  return [...distinct.values()].sort((a, b) => a.expression.length - b.expression.length)
}
