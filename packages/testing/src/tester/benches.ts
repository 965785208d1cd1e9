import type { PolicySet } from '@regraft/core'
import { everyType, loadPolicySet } from '@regraft/core'
import type { Engine } from '@regraft/engine'
import { compilePolicies, createEngine } from '@regraft/engine'
import type { Finding, Rule } from '@regraft/model'
import type { Rego, RegoSource } from '@regraft/rego'
import { askedTypes } from '../asked.ts'
import type { Texts } from '../case.ts'
import { findingsIn } from '../heal-case.ts'
import type { Probe } from '../probe.ts'
import { createProbe } from '../probe.ts'
import type { Reference } from '../reference.ts'
import { createReference } from '../reference.ts'
import type { Bench } from '../run-case.ts'
import type { DefinitionFile } from './definitions.ts'
import type { Graph } from './graph.ts'

/** Compiled rules, kept from run to run: only what changed is compiled again. */
export interface Benches {
  readonly rules: readonly Rule[]
  readonly probe: Probe
  /** What cases of a rule are run with; undefined for a rule that there is not. */
  bench(rule: string): Bench | undefined
}

/** Some rules compiled together. */
interface Compiled {
  readonly engine: Engine
  /** Undefined for definitions: OPA's interpreter has nothing to say of them. */
  readonly policies: PolicySet | undefined
  /** By rule: the key of what was compiled. */
  readonly keys: ReadonlyMap<string, string>
}

/** More changed rules than this are compiled together with all others. */
const alone = 4

const silent: Reference = { asks: false, disagreements: async () => [] }

/** Makes benches for a graph, and for the definitions in it. Throws `RegraftError` when the rules do not compile. */
export function createBenches(
  rego: Rego,
): (graph: Graph, definitions?: readonly DefinitionFile[]) => Promise<Benches> {
  let whole: Compiled | undefined
  let anew = new Map<string, Compiled>()
  let defined = new Map<string, Compiled>()
  let probe: { readonly probe: Probe; readonly types: ReadonlySet<string> } | undefined
  const holder = (graph: Graph, id: string): Compiled | undefined => {
    const key = graph.key(graph.rules.get(id) ?? [])
    return [anew.get(id), whole].find((compiled) => compiled?.keys.get(id) === key)
  }
  return async (graph, definitions = []) => {
    defined = await defineAnew(definitions, defined)
    const byId = new Map([...defined.values()].flatMap((one) => [...one.keys.keys()].map((id) => [id, one])))
    const ids = [...graph.rules.keys()].filter((id) => !byId.has(id))
    const changed = ids.filter((id) => holder(graph, id) === undefined)
    if (whole === undefined || changed.length > alone) {
      whole = await compile(rego, graph, ids)
      anew = new Map()
    } else
      for (const id of changed) {
        const compiled = await compile(rego, graph, [id])
        if (compiled) anew.set(id, compiled)
      }
    const all = [...graph.rules.keys()]
    const holders = new Map(all.map((id) => [id, byId.get(id) ?? holder(graph, id) ?? whole]))
    const rules = all.flatMap((id) => holders.get(id)?.engine.rules.filter((rule) => rule.id === id) ?? [])
    const { types, frameworks } = askedTypes(rules)
    const asked = [...types, ...frameworks.map((name) => `${everyType}:${name}`)]
    if (probe === undefined || asked.some((type) => !probe?.types.has(type)))
      probe = {
        probe: await createProbe(rules, (sources) => compilePolicies(rego, sources)),
        types: new Set(asked),
      }
    return benchesOf(rego, graph, rules, holders, probe.probe)
  }
}

async function compile(rego: Rego, graph: Graph, ids: readonly string[]): Promise<Compiled | undefined> {
  if (ids.length === 0) return undefined
  const needed = graph.needs(ids.flatMap((id) => graph.rules.get(id) ?? []))
  const modules = Object.fromEntries(needed.map(({ file, text }) => [file, text]))
  const bundle = await compilePolicies(rego, [{ id: 'tested', modules }])
  return {
    engine: await createEngine({ policies: [{ id: 'tested', bundle }] }),
    policies: await loadPolicySet([bundle]),
    keys: new Map(ids.map((id) => [id, graph.key(graph.rules.get(id) ?? [])])),
  }
}

/** Engines of definitions, by file; of a file that did not change the one that there is. */
async function defineAnew(
  files: readonly DefinitionFile[],
  before: ReadonlyMap<string, Compiled>,
): Promise<Map<string, Compiled>> {
  const out = new Map<string, Compiled>()
  for (const { file, key, definitions } of files) {
    const known = before.get(file)
    const same = known !== undefined && [...known.keys.values()].every((own) => own === key)
    const keys = new Map(definitions.map(({ id }) => [id, key]))
    const engine = same ? known.engine : await createEngine({ policies: [{ id: file, definitions }] })
    out.set(file, { engine, policies: undefined, keys })
  }
  return out
}

function benchesOf(
  rego: Rego,
  graph: Graph,
  rules: readonly Rule[],
  holders: ReadonlyMap<string, Compiled | undefined>,
  probe: Probe,
): Benches {
  /** Every rule's findings, each from where it was compiled last. */
  const findings = async (texts: Texts): Promise<readonly Finding[]> => {
    const all: Finding[] = []
    for (const compiled of new Set(holders.values()))
      if (compiled)
        all.push(
          ...(await findingsIn(compiled.engine, texts)).filter(({ rule }) => holders.get(rule) === compiled),
        )
    return all
  }
  const needed = (rule: Rule): readonly RegoSource[] => graph.needs(graph.rules.get(rule.id) ?? [])
  return {
    rules,
    probe,
    bench(id) {
      const compiled = holders.get(id)
      if (compiled === undefined) return undefined
      const { policies } = compiled
      const reference = policies === undefined ? silent : createReference(rego, needed, policies)
      return { engine: compiled.engine, findings, probe, reference }
    },
  }
}
