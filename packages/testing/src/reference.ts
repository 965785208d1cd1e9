import { type EvaluationResource, everyType, type PolicySet, withParams } from '@regraft/core'
import type { Json, JsonObject, Rule } from '@regraft/model'
import { canonicalJson, compareText, isList } from '@regraft/model'
import type { Rego, RegoSource } from '@regraft/rego'
import { isAsked } from './asked.ts'
import type { CaseFailure } from './case.ts'
import { diffLines } from './diff.ts'
import { failure } from './heal-case.ts'

/** Asks OPA's own interpreter what compiled policies were asked, and compares. */
export interface Reference {
  /** False where OPA has nothing to say: a definition is no Rego. */
  readonly asks: boolean
  /** `workspaces`: the resources of one text each; the rule is asked about all of them in one evaluation. */
  disagreements(rule: string, workspaces: readonly (readonly EvaluationResource[])[]): Promise<CaseFailure[]>
}

/** One resource that a rule is asked about, with those it may relate it to. */
interface Asked {
  readonly resource: EvaluationResource
  readonly related: JsonObject
  /** What the compiled policy finds. */
  readonly compiled: readonly Json[]
}

/** `modules` gives what a rule needs: its own modules and everything they refer to. */
export function createReference(
  rego: Rego,
  modules: (rule: Rule) => readonly RegoSource[],
  policies: PolicySet,
): Reference {
  const byId = new Map(policies.rules.map((rule) => [rule.id, rule]))
  return {
    asks: true,
    async disagreements(id, workspaces) {
      const rule = byId.get(id)
      if (rule === undefined) return []
      const asked = workspaces.flatMap((resources) => askedIn(rule, resources, policies))
      const interpreted = await interpret(rego, modules(rule), rule, asked)
      return asked.flatMap(({ resource, compiled }, i) => {
        const [a, b] = [lines(interpreted[i] ?? []), lines(compiled)]
        if (a === b) return []
        return [failure('reference', `OPA finds otherwise at ${resource.address}`, diffLines(a, b))]
      })
    },
  }
}

function askedIn(rule: Rule, resources: readonly EvaluationResource[], policies: PolicySet): Asked[] {
  const only = [...resources.entries()].flatMap(([i, resource]) => (isAsked(rule, resource) ? i : []))
  const { findings } = policies.evaluate({ resources, only })
  const related = relatedOf(rule, resources)
  return only.map((i) => ({
    resource: resources[i] as EvaluationResource, // an index of the list
    related,
    compiled: findings
      .filter((finding) => finding.rule === rule.id && finding.resource === i)
      .map(({ rule: _, resource: __, ...finding }) => finding as unknown as Json), // plain JSON
  }))
}

/** What OPA finds in each resource. When that fails, each is asked about alone, to name the one. */
async function interpret(
  rego: Rego,
  modules: readonly RegoSource[],
  rule: Rule,
  asked: readonly Asked[],
): Promise<readonly (readonly Json[])[]> {
  if (asked.length === 0) return []
  // The same modules for every case of a rule: the toolchain keeps what it compiled last.
  const needed = [...modules, questionOf(rule.packages)]
  const data = withParams({}, [rule])
  const together = await evaluate(rego, needed, data, asked)
  if (together !== undefined) return together
  const found: (readonly Json[])[] = []
  for (const one of asked) {
    const [own] = (await evaluate(rego, needed, data, [one])) ?? []
    found.push(own ?? [{ error: 'OPA cannot evaluate it' }])
  }
  return found
}

/** Findings by resource; undefined when the evaluation fails. */
async function evaluate(
  rego: Rego,
  modules: readonly RegoSource[],
  data: JsonObject,
  asked: readonly Asked[],
): Promise<readonly (readonly Json[])[] | undefined> {
  const evaluated = await rego.evaluate({
    modules,
    data,
    entrypoint: 'regraft/testing/reference/found',
    input: asked.map(({ resource, related }) => ({
      input: { ...resource.input, $address: resource.address },
      related,
    })),
  })
  const found = evaluated.ok ? evaluated.value.results[0]?.expressions[0]?.value : undefined
  if (!isList(found)) return undefined
  return found.map((sets) => (isList(sets) ? sets.flat() : []))
}

/** A module that asks packages about every resource in its input. */
function questionOf(packages: readonly string[]): RegoSource {
  const sets = packages.map((name) => {
    const path = name.split('.').map((step) => `[${JSON.stringify(step)}]`)
    return `\t[f | some f in data${path.join('')}.deny with input as one.input with data.regraft.resources as one.related],`
  })
  const text = `package regraft.testing.reference\n\nfound := [all |\n\tsome one in input\n\tall := [\n${sets.join('\n')}\n\t]\n]\n`
  return { file: 'testing/reference.rego', text }
}

function relatedOf({ uses }: Rule, resources: readonly EvaluationResource[]): JsonObject {
  const types = uses.includes(everyType) ? [...new Set(resources.map(({ type }) => type))] : uses
  return Object.fromEntries(
    types.map((type) => [
      type,
      Object.fromEntries(
        resources
          .filter((resource) => resource.type === type)
          .map(({ address, input }) => [address, { ...input, $address: address }]),
      ),
    ]),
  )
}

function lines(findings: readonly Json[]): string {
  return findings.map(canonicalJson).sort(compareText).join('\n')
}
