import type { Json, Level } from '@regraft/model'
import { typesOf } from '../gatekeeper/constraint.ts'
import { listIn, textsIn } from '../gatekeeper/objects.ts'
import { idStep, packageStep, uniqueNames } from '../names.ts'
import { headerOf, literal } from '../wrapper.ts'
import { mutationLibrary as lib } from './library.ts'
import type { LocationStep } from './location.ts'
import type { Mutator } from './mutator.ts'

/** A module for each mutator by path. What a mutator would change is a finding, whose fix is the change. */
export function mutatorPolicies(
  mutators: readonly Mutator[],
  levelOf: (id: string) => Level,
): { readonly [path: string]: string } {
  const unique = uniqueNames()
  return Object.fromEntries(
    mutators.map((mutator) => {
      const name = unique(`${mutator.kind.toLowerCase()}.${packageStep(mutator.name)}`)
      return [`regraft/compat/mutation/${name.replace('.', '/')}.rego`, moduleOf(name, mutator, levelOf)]
    }),
  )
}

function mutatorId({ kind, name }: Pick<Mutator, 'kind' | 'name'>): string {
  return `mutation/${kind.toLowerCase()}/${idStep(name)}`
}

function moduleOf(name: string, mutator: Mutator, levelOf: (id: string) => Level): string {
  const { kind, locationText, match, applyTo } = mutator
  const id = mutatorId(mutator)
  const title = `${kind} ${mutator.name} would change ${locationText}`
  const selector = match['namespaceSelector'] !== undefined
  const header = headerOf(['regraft', 'compat', 'mutation', ...name.split('.'), 'kubernetes'], {
    id,
    title,
    // What one adds, others may change in turn: that must not look as grave as what was healed.
    severity: addsItems(mutator) ? 'medium' : 'low',
    fix: levelOf(id),
    resources: resourcesOf(mutator),
    ...(selector ? { uses: ['run:Namespace'] } : {}),
  })
  const start = `	${lib}.applies(input, ${literal(applyTo)}, ${literal(match)})\n`
  return [header, ...rulesOf(mutator).map((body) => `deny contains finding if {\n${start}${body}}\n`)].join(
    '\n',
  )
}

/** Types that both `applyTo` and `match` allow. */
function resourcesOf({ applyTo, match }: Mutator): readonly string[] {
  const matched = typesOf(match)
  const applied = applyTo.length === 0 ? ['*'] : typesOf({ kinds: applyTo.map(kindsOf) })
  if (applied.includes('*')) return matched
  const both = applied.filter((type) => matched.includes('*') || matched.includes(type))
  return both.length === 0 ? applied : both
}

function kindsOf(each: Json): Json {
  return { apiGroups: textsIn(each, 'groups'), kinds: listIn(each, 'kinds') }
}

/** Bodies of the rules that tell what is to change: where the place is, and where a named list item is missing. */
function rulesOf(mutator: Mutator): readonly string[] {
  const found = `${walkTo(mutator.location)}${testsOn(mutator, mutator.location.length)}${change(mutator)}`
  if (mutator.assigned === undefined) return [found]
  const missing = mutator.location.flatMap((step, i) => {
    const rest = mutator.location.slice(i + 1)
    if (typeof step === 'string' || step.value === undefined || rest.some(isGlob)) return []
    return [missingItem(mutator, i, { key: step.key, value: step.value }, rest)]
  })
  return [found, ...missing]
}

function addsItems({ assigned, location }: Mutator): boolean {
  return assigned !== undefined && location.some((step) => typeof step !== 'string' && !isGlob(step))
}

function isGlob(step: LocationStep): boolean {
  return typeof step !== 'string' && step.value === undefined
}

/** Binds `path` to every place that a location means; what is missing of it after the last list may be. */
function walkTo(location: readonly LocationStep[]): string {
  let path = '[]'
  let text = ''
  for (const [i, step] of location.entries()) {
    if (typeof step === 'string') {
      path = `array.concat(${path}, [${literal(step)}])`
      continue
    }
    const held =
      step.value === undefined ? '' : `\titem_${i}[${literal(step.key)}] == ${literal(step.value)}\n`
    text += `\tlist_${i} := ${path}\n\tsome index_${i}, item_${i} in ${lib}.items(input, list_${i})\n${held}`
    path = `array.concat(list_${i}, [index_${i}])`
  }
  return `${text}\tpath := ${path}\n`
}

function testsOn({ tests }: Mutator, known: number): string {
  return tests
    .filter(({ steps }) => steps <= known)
    .map(({ steps, mustExist }) => `\t${lib}.tested(input, path, ${steps}, ${mustExist})\n`)
    .join('')
}

function change(mutator: Mutator): string {
  const { kind, name, set, only } = mutator
  if (set !== undefined) return setChange(mutator, set)
  const value = assignedIn(mutator)
  const conditions = [
    kind === 'AssignMetadata' ? `\t${lib}.absent(input, path)\n` : '',
    only.in === undefined ? '' : `\tobject.get(input, path, null) in ${literal(only.in)}\n`,
    only.notIn === undefined ? '' : `\tnot object.get(input, path, null) in ${literal(only.notIn)}\n`,
  ].join('')
  return `	value := ${value}
	now := object.get(input, path, "absent")
${conditions}	now != value
	message := sprintf("%s is %v, not %v, which ${kind} %s assigns", [${lib}.shown(path), now, value, ${literal(name)}])
	finding := {"message": message, "path": path, "fix": ${lib}.fix(${literal(`Apply ${kind} ${name}`)}, {"op": "set", "value": value})}
`
}

function assignedIn({ assigned }: Mutator): string {
  if (assigned === undefined) return 'null'
  return 'value' in assigned ? literal(assigned.value) : `input.metadata.${assigned.metadata}`
}

function setChange({ kind, name }: Mutator, { operation, values }: NonNullable<Mutator['set']>): string {
  const merge = operation === 'merge'
  const op = merge
    ? '{"op": "ensure_item", "match": value, "value": value}'
    : '{"op": "remove_item", "match": value}'
  const message = merge ? '%s lacks %v, which ModifySet %s merges' : '%s holds %v, which ModifySet %s prunes'
  return `	list := ${lib}.items(input, path)
	values := [value | some value in ${literal(values)}; ${merge ? 'not ' : ''}value in list]
	count(values) > 0
	message := sprintf(${literal(message)}, [${lib}.shown(path), values, ${literal(name)}])
	ops := [${op} | some value in values]
	finding := {"message": message, "path": path, "fix": ${lib}.fixes(${literal(`Apply ${kind} ${name}`)}, ops)}
`
}

/** A list item that a location names by its key is added where it is missing, with all that the location says of it. */
function missingItem(
  mutator: Mutator,
  at: number,
  item: { readonly key: string; readonly value: string },
  rest: readonly LocationStep[],
): string {
  const { kind, name, location, tests } = mutator
  // What lies behind the missing item is missing too.
  if (tests.some(({ steps, mustExist }) => steps > at && mustExist)) return '\tfalse\n\tfinding := null\n'
  const match = literal({ [item.key]: item.value })
  const own = rest.length === 0 ? `object.union(${match}, value)` : `object.union(${match}, ${built(rest)})`
  return `${walkTo(location.slice(0, at))}${testsOn(mutator, at)}	every other in ${lib}.items(input, path) {
		object.get(other, ${literal(item.key)}, null) != ${literal(item.value)}
	}
	value := ${assignedIn(mutator)}
	item := ${own}
	message := sprintf("%s has no item %v, which ${kind} %s adds", [${lib}.shown(path), ${match}, ${literal(name)}])
	op := {"op": "ensure_item", "match": ${match}, "value": item}
	finding := {"message": message, "path": path, "fix": ${lib}.fix(${literal(`Apply ${kind} ${name}`)}, op)}
`
}

/** The value below steps that are not there yet, as Rego over `value`. */
function built(steps: readonly LocationStep[]): string {
  return steps.reduceRight<string>(
    (inner, step) =>
      typeof step === 'string'
        ? `{${literal(step)}: ${inner}}`
        : `[object.union(${literal({ [step.key]: step.value ?? '' })}, ${inner})]`,
    'value',
  )
}
