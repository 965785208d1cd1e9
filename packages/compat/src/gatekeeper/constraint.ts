import type { JsonObject, Severity } from '@regraft/model'
import { isObject, severityRank } from '@regraft/model'
import type { ForeignDocument } from '../documents.ts'
import { withDefaults } from './defaults.ts'
import { groupOf, listIn, objectIn, textIn, textsIn } from './objects.ts'
import type { Template } from './template.ts'

/** A constraint: a template's rule with parameters, and what it applies to. */
export interface Constraint {
  readonly document: ForeignDocument
  readonly kind: string
  readonly name: string
  readonly severity: Severity
  readonly match: JsonObject
}

export function isConstraint({ value }: ForeignDocument): boolean {
  return groupOf(value) === 'constraints.gatekeeper.sh'
}

export function constraintOf(document: ForeignDocument): Constraint {
  const { value } = document
  return {
    document,
    kind: textIn(value, 'kind') ?? '',
    name: textIn(value, 'metadata', 'name') ?? 'unnamed',
    severity: severityOf(objectIn(value, 'spec')),
    match: objectIn(value, 'spec', 'match'),
  }
}

const severityByAction: { readonly [action: string]: Severity } = {
  deny: 'high',
  warn: 'medium',
  dryrun: 'info',
}

/** The gravest of its enforcement actions; `scoped` names one for each enforcement point. */
function severityOf(spec: JsonObject): Severity {
  const action = textIn(spec, 'enforcementAction') ?? 'deny'
  const actions =
    action === 'scoped'
      ? listIn(spec, 'scopedEnforcementActions').flatMap((each) => textIn(each, 'action') ?? [])
      : [action]
  const severities = actions.map((each) => severityByAction[each] ?? 'medium')
  return severities.reduce((a, b) => (severityRank(b) > severityRank(a) ? b : a), 'info')
}

/** Its parameters with the defaults of the template's schema. */
export function parametersOf({ document }: Constraint, { schema }: Template): JsonObject {
  const filled = withDefaults(objectIn(document.value, 'spec', 'parameters'), schema)
  return isObject(filled) ? filled : {}
}

/** The resource types that a match names, by regraft's names; `*` when it names none. */
export function typesOf(match: JsonObject): readonly string[] {
  const kinds = listIn(match, 'kinds')
  const types = kinds.flatMap((each) => {
    const named = textsIn(each, 'kinds')
    const groups = textsIn(each, 'apiGroups')
    if (named.length === 0 || named.includes('*')) return ['*']
    // A kind of any group may be one that is named with its group.
    if (groups.length === 0 || groups.includes('*')) return ['*']
    return groups.flatMap((group) => named.map((kind) => typeIn(group, kind)))
  })
  return types.length === 0 || types.includes('*') ? ['*'] : [...new Set(types)].sort()
}

/** Kubernetes' own groups have no dot or end in `.k8s.io`; a kind of another is named with its group. */
function typeIn(group: string, kind: string): string {
  return group.includes('.') && !group.endsWith('.k8s.io') ? `${kind}.${group}` : kind
}
