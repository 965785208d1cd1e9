import { compilePolicies, createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { equalJson, RegraftError } from '@regraft/model'
import { loadRego } from '@regraft/rego/node'
import { describe, expect, test } from 'vitest'
import { type Proposal, policyText } from '../src/example/policy.ts'
import { proposals } from '../src/example/propose.ts'
import { ruleByExample } from '../src/index.ts'
import { cases, heal, judge, kindShownBy, library, type Pair, pairs } from './library-cases.ts'

/**
 * Hides each rule of the built-in library, shows one of its cases, and tries the rule that comes of it on the others.
 * `REGRAFT_ALL=1` takes every case, and makes each rule as a user does, with all that a case is tested for.
 */
const all = process.env['REGRAFT_ALL'] === '1'

interface Made {
  readonly pair: Pair
  /** The engine that has it and its id there, or why there is none. */
  readonly rule:
    | { readonly id: string; readonly engine: Engine; readonly readings: number }
    | { readonly refused: string }
}

interface Row {
  readonly pair: Pair
  readonly own: boolean
  readonly wrong: string
  readonly passed: number
  readonly exceptions: number
  readonly others: number
  /** Ways to read the example that its author is told of. */
  readonly readings: number
}

const sample = all ? pairs : firstTwo()

function firstTwo(): readonly Pair[] {
  return pairs.filter((pair, at) => pairs[at - 2]?.rule !== pair.rule)
}

describe('a rule by example', () => {
  test('of one case of the built-in library does what the hidden rule does with its others', async () => {
    const rows = await tried(all ? await madeOneByOne() : await madeAtOnce())
    const good = rows.filter(({ own, wrong }) => own && wrong === '')
    // biome-ignore lint/suspicious/noConsole: the table is what the test is for
    console.info(`${rows.map(told).join('\n')}\n${good.length} of ${rows.length}`)
    expect(rows.length).toBeGreaterThanOrEqual(60)
    expect(good.length / rows.length).toBeGreaterThanOrEqual(50 / 60)
    // The rest is refused, or its author was told that it can be read otherwise.
    for (const { own, wrong, readings } of rows) if (own && wrong !== '') expect(readings).toBeGreaterThan(1)
    expect(rows.reduce((sum, { passed }) => sum + passed, 0)).toBeGreaterThan(rows.length)
  }, 1_800_000)
})

function told({ pair: { rule, name }, own, wrong, passed, exceptions, others, readings }: Row): string {
  const mark = own && wrong === '' ? 'yes' : 'no '
  const counts = `${passed} pass, ${exceptions} with an exception, ${others} of another kind; ${readings} readings`
  return `${mark} ${`${rule}/${name}`.padEnd(52)} ${own ? counts : ''} ${wrong}`.trimEnd()
}

/** As `ruleByExample` does, with one compilation for all: first the likeliest readings, then all others of what failed. */
async function madeAtOnce(): Promise<readonly Made[]> {
  const candidates = await Promise.all(sample.map(candidatesOf))
  const likeliest = await engineOf(candidates.map((list) => list.slice(0, 1)))
  const made: Made[] = []
  const failed: number[] = []
  for (const [i, pair] of sample.entries()) {
    const rule = await firstThatHeals(likeliest, pair, candidates[i]?.slice(0, 1) ?? [])
    made.push({ pair, rule: rule ?? { refused: 'no reading heals it' } })
    if (rule === undefined) failed.push(i)
  }
  const others = await engineOf(failed.map((i) => candidates[i]?.slice(1) ?? []))
  for (const i of failed) {
    const [{ pair }, list] = [made[i] as Made, candidates[i]?.slice(1) ?? []] // an index of both
    const rule = await firstThatHeals(others, pair, list)
    if (rule !== undefined) made[i] = { pair, rule }
  }
  return made
}

type Candidate = { readonly id: string; readonly text: string; readonly readings: number }

async function candidatesOf(pair: Pair): Promise<readonly Candidate[]> {
  const list = await proposals(pair, { id: 'hidden/rule' })
  return list.map((proposal) => candidate(proposal, list.length))
}

/** The same policy from two cases is one: it is named by what it says. */
const ids = new Map<string, string>()

function candidate(proposal: Proposal, readings: number): Candidate {
  const said = policyText(proposal)
  const id = ids.get(said) ?? `hidden/rule-${ids.size}`
  ids.set(said, id)
  return { id, text: policyText({ ...proposal, id }), readings }
}

async function engineOf(lists: readonly (readonly Candidate[])[]): Promise<Engine> {
  const modules = Object.fromEntries(lists.flat().map(({ id, text }) => [`${id}.rego`, text]))
  const bundle = await compilePolicies(await rego, [{ id: 'hidden', modules: { ...library, ...modules } }])
  return createEngine({ policies: [{ id: 'hidden', bundle }] })
}

async function firstThatHeals(
  engine: Engine,
  { before, after }: Pair,
  list: readonly Candidate[],
): Promise<Made['rule'] | undefined> {
  for (const item of list) {
    const wanted = { ...before, ...after }
    if (!equalJson(await heal(engine, item.id, before), wanted)) continue
    const { findings } = await engine.check(memoryWorkspace(wanted), { rules: [item.id] })
    if (findings.length === 0) return { id: item.id, engine, readings: item.readings }
  }
  return undefined
}

async function madeOneByOne(): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const [i, pair] of sample.entries())
    made.push({ pair, rule: await madeByUser(`hidden/rule-${i}`, pair) })
  return made
}

async function madeByUser(id: string, pair: Pair): Promise<Made['rule']> {
  try {
    const { files, framework, others } = await ruleByExample({ id, ...pair, rego: await rego, library })
    const policy = { id, text: files[`${framework}.rego`] ?? '', readings: others.length + 1 }
    return { ...policy, engine: await engineOf([[policy]]) }
  } catch (error) {
    if (error instanceof RegraftError) return { refused: error.message }
    throw error
  }
}

async function tried(made: readonly Made[]): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const { pair, rule } of made) {
    const readings = 'id' in rule ? rule.readings : 0
    const row = { pair, own: 'id' in rule, wrong: '', passed: 0, exceptions: 0, others: 0, readings }
    rows.push(row)
    if (!('id' in rule)) {
      row.wrong = rule.refused
      continue
    }
    const kind = await kindShownBy(pair)
    for (const item of cases.filter((other) => other.rule === pair.rule && other.name !== pair.name)) {
      const judgement = await judge(rule.engine, rule.id, kind, item)
      if (judgement === 'passes') row.passed++
      else if (judgement === 'exception') row.exceptions++
      else if (judgement === 'other kind') row.others++
      else row.wrong = judgement.wrong
    }
  }
  return rows
}

const rego = loadRego()
