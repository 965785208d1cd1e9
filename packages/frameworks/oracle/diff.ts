import type { Batch } from './batches.ts'
import { compareBatch, corpora, corpusBatches, generatedBatch } from './batches.ts'
import type { Difference } from './compare.ts'
import { groupOf } from './compare.ts'
import { narrowed } from './narrow.ts'
import { ask, oracleBinary } from './oracle.ts'
import { varies } from './stored.ts'

/** Prints the differences of the generated expressions, or of the corpora, the largest group first. */
export function diff(args: readonly string[]): number {
  const option = (name: string): string | undefined =>
    args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  const binary = oracleBinary()
  const differences: Difference[] = []
  let compared = 0
  for (const batch of batches(args, binary)) {
    const asked = only(batch, new RegExp(option('only') ?? ''))
    const comparison = compareBatch(asked)
    const { set } = batch
    const whole = comparison.differences
    differences.push(...(binary && !args.includes('--whole') ? narrowed(whole, binary, set) : whole))
    compared += comparison.compared
    for (const [reason, times] of comparison.excused) print(`${times} excused: ${reason}`)
  }
  const groups = [...grouped(differences)].sort(([, a], [, b]) => b.length - a.length)
  const shown = groups.filter(([name]) => new RegExp(option('group') ?? '').test(name))
  for (const [name, all] of shown.slice(0, Number(option('groups') ?? 60))) {
    print(`\n${all.length} × ${name}`)
    for (const one of shortest(all).slice(0, Number(option('each') ?? 2))) show(one)
  }
  print(`\n${compared} compared, ${differences.length} differ in ${groups.length} groups`)
  return differences.length === 0 ? 0 : 1
}

function batches(args: readonly string[], binary: string | undefined): readonly Batch[] {
  if (args.includes('--corpora')) {
    if (binary === undefined) throw new Error('--corpora needs the oracle: build.mjs --binary')
    return corpora.flatMap((name) => corpusBatches(name, binary) ?? [])
  }
  const batch = generatedBatch()
  if (binary === undefined) return [batch]
  // The program also says why there is no value; the stored answers do not.
  const live = ask(binary, batch.set, batch.expressions)
  return [{ ...batch, wanted: batch.wanted.map(({ text }, i) => ({ text, why: live[i]?.why })) }]
}

function only(batch: Batch, pattern: RegExp): Batch {
  const wanted = batch.wanted.map((answer, i) =>
    pattern.test(batch.expressions[i] as string) ? answer : { text: varies },
  )
  return { ...batch, wanted }
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
