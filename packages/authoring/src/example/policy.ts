import type { Severity } from '@regraft/model'
import { compareText } from '@regraft/model'
import { packageOf } from '../scaffold/id.ts'
import type { Clause } from './clause.ts'
import type { CompanionRule } from './companion-rule.ts'
import type { Dialect } from './place.ts'
import type { Reading } from './reading.ts'
import { inTemplate, term } from './rego-text.ts'

/** A clause with the reading that was chosen for it. */
export interface Choice {
  readonly clause: Clause
  readonly reading: Reading
}

/** All that a rule by example says. */
export interface Proposal {
  readonly id: string
  readonly severity: Severity
  readonly dialect: Dialect
  readonly choices: readonly Choice[]
  readonly companions: readonly CompanionRule[]
  /** What is changed in one resource is one fix, all of it or nothing. */
  readonly together: boolean
}

const because = 'a rule by example does not know what relies on the old value'

/** The Rego of a rule, not formatted. */
export function policyText(proposal: Proposal): string {
  const groups = grouped(proposal)
  const bodies = [
    ...groups.flatMap((group, i) =>
      group.length > 1 ? joint(group, i, proposal) : group.map((it) => alone(it, proposal)),
    ),
    ...proposal.companions.map((rule) => companion(rule, proposal)),
  ]
  const text = bodies.join('\n\n')
  const imports = ['fix', 'pod', 'terraform'].filter((name) => new RegExp(`\\b${name}\\.`).test(text))
  return `${metadata(proposal)}package ${packageOf(proposal.id, proposal.dialect)}

${imports.map((name) => `import data.regraft.${name}`).join('\n')}

${text}
`
}

/** Says in one line what is wrong. */
export function titleOf({ choices, companions }: Proposal): string {
  const said = [
    ...choices.map(({ clause: { place }, reading }) => `${place.name} ${reading.says}`),
    ...companions.map(({ type, says }) => `${type}: ${says}`),
  ]
  return said.length === 1 ? (said[0] ?? '') : `${said[0]}, and ${said.length - 1} more`
}

export function typesOf({ choices, companions }: Proposal): readonly string[] {
  const types = [
    ...choices.flatMap(({ clause }) => clause.place.types),
    ...companions.map(({ type }) => type),
  ]
  return [...new Set(types)].sort(compareText)
}

function metadata(proposal: Proposal): string {
  const uses = [...new Set(proposal.companions.map((rule) => rule.uses))].sort(compareText)
  const does = [
    ...proposal.choices.map(({ reading }) => reading.does),
    ...proposal.companions.map((it) => it.does),
  ]
  return `# METADATA
# title: ${term(titleOf(proposal))}
# description: ${term(`${does.join('; ')}.`)}
# custom:
#   id: ${proposal.id}
#   severity: ${proposal.severity}
#   resources: [${typesOf(proposal).join(', ')}]
${uses.length === 0 ? '' : `#   uses: [${uses.join(', ')}]\n`}#   fix: unsafe
`
}

/** Choices that one resource of the example has in common, each in its own group where they are not to be joined. */
function grouped({ choices, together }: Proposal): readonly (readonly Choice[])[] {
  const groups: Choice[][] = []
  for (const choice of choices) {
    const group = groups.find((others) => together && others.some((other) => joined(other, choice)))
    if (group === undefined) groups.push([choice])
    else group.push(choice)
  }
  return groups
}

function joined({ clause: a }: Choice, { clause: b }: Choice): boolean {
  return (
    term([...a.place.types]) === term([...b.place.types]) &&
    [...a.addresses].some((it) => b.addresses.has(it))
  )
}

function alone({ clause, reading }: Choice, proposal: Proposal): string {
  return `deny contains finding if {
${lines({ clause, reading }, proposal)}
	finding := {
		"message": ${messageOf({ clause, reading })},
		"path": ${clause.path},
		"fix": ${unsafe(reading.operation, reading.does)},
	}
}`
}

function joint(group: readonly Choice[], index: number, proposal: Proposal): readonly string[] {
  const name = index === 0 ? '_changes' : `_changes_${index + 1}`
  const title = group.map(({ reading }) => reading.does).join('; ')
  return [
    `# What is wrong with one resource is mended together or not at all.
deny contains finding if {
	changes := [change | some change in ${name}]
	count(changes) > 0
	finding := {
		"message": concat("; ", [change.message | some change in changes]),
		"path": changes[0].path,
		"fix": ${unsafe('fix.all([fix.at(change.fix, change.path) | some change in changes])', title)},
	}
}`,
    ...group.map(
      (choice) => `${name} contains change if {
${lines(choice, proposal)}
	change := {
		"message": ${messageOf(choice)},
		"path": ${choice.clause.path},
		"fix": ${choice.reading.operation},
	}
}`,
    ),
  ]
}

function unsafe(operation: string, title: string): string {
  return `fix.unsafe(
\t\t\t${operation},
\t\t\t${term(title)},
\t\t\t${term(because)},
\t\t)`
}

function lines(choice: Choice, proposal: Proposal): string {
  const { place } = choice.clause
  const { conditions } = choice.reading
  return [...typeGuard(choice, proposal), ...place.bindings, ...conditions, ...place.guards]
    .map((line) => `\t${line}`)
    .join('\n')
}

/** A rule that looks at other types too has to ask which one it sees. */
function typeGuard({ clause: { place } }: Choice, proposal: Proposal): readonly string[] {
  const [type = '', ...others] = place.types
  if (others.length > 0 || typesOf(proposal).length === 1) return []
  return place.dialect === 'terraform'
    ? [`terraform.of_type(input["$address"], ${term(type)})`]
    : [`input.kind == ${term(type.split('.')[0] ?? type)}`]
}

function messageOf({ clause: { place }, reading }: Choice): string {
  const said = `${place.name} ${reading.says}`
  return place.whose === '' ? term(said) : `$"${place.whose}${inTemplate(said)}"`
}

function companion(rule: CompanionRule, proposal: Proposal): string {
  const guard = typesOf(proposal).length === 1 ? '' : `\t${rule.guard}\n`
  return `deny contains finding if {
${guard}	${rule.condition}
	finding := {
		"message": ${term(rule.says)},
		"path": [],
		"fix": ${unsafe(rule.operation, rule.does)},
	}
}`
}
