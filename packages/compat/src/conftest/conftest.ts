import type { Diagnostic, JsonObject, Severity } from '@regraft/model'
import { type AttachedFixes, attachmentOf } from '../fixes/fixes.ts'
import { idStep, packageStep } from '../names.ts'
import { conftestRule } from '../rego/owner.ts'
import type { RegoFile } from '../rego/read.ts'
import type { Converted } from '../sources.ts'
import { headerOf, literal, reference } from '../wrapper.ts'
import { namespaceFilter } from './namespaces.ts'
import { placeRules, placesFile, placesText } from './places.ts'
import { combined, type View, views } from './views.ts'

const mountedAt = ['regraft', 'foreign', 'conftest'] as const

export interface ConftestOptions {
  /** Separates the packages of one source from those of others. */
  readonly source: string
  /** Packages whose rules are asked, as `--namespace` names them. */
  readonly namespaces: readonly string[]
  /** What `--data` would load. */
  readonly data?: JsonObject
  /** All files are one input, as with `--combine`. */
  readonly combine?: boolean
}

/** Every `deny`, `warn` and `violation` rule as a policy that is asked about each document. */
export function convertConftest(
  files: readonly RegoFile[],
  options: ConftestOptions,
  fixes: AttachedFixes,
): Converted {
  const at = [...mountedAt, packageStep(options.source)]
  const rulesByNamespace = asked(files, options.namespaces)
  if (rulesByNamespace.size === 0)
    return { modules: {}, foreign: {}, diagnostics: [nothingAsked(files, options)] }
  const modules: Record<string, string> = { [placesFile]: placesText }
  const foreign: Record<string, object> = {}
  for (const { path, text, v0 } of files) {
    modules[path] = text
    foreign[path] = { ...(v0 ? { v0 } : {}), mount: { at } }
  }
  for (const [namespace, rules] of rulesByNamespace)
    for (const rule of rules.filter((name) => conftestRule.test(name)))
      for (const [framework, view] of options.combine === true ? combined : views) {
        const path = [
          'conftest',
          packageStep(options.source),
          packageStep(namespace),
          packageStep(rule),
          framework,
        ]
        const target = { at, namespace, rule, excepts: rules.includes('exception') }
        modules[`regraft/compat/${path.join('/')}.rego`] = wrapper(
          ['regraft', 'compat', ...path],
          target,
          view,
          fixes,
        )
      }
  const data = options.data === undefined ? {} : { data: nested(at, options.data) }
  return { modules, foreign, ...data, diagnostics: [] }
}

/** Rule names by namespace. */
function asked(
  files: readonly RegoFile[],
  namespaces: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, readonly string[]>()
  const wanted = namespaceFilter(namespaces)
  for (const file of files) {
    const namespace = file.package.join('.')
    if (!wanted(namespace)) continue
    rules.set(namespace, [...new Set([...(rules.get(namespace) ?? []), ...file.rules])].sort())
  }
  return new Map([...rules].filter(([, names]) => names.some((name) => conftestRule.test(name))))
}

/** A namespace that was mistyped must not look like policies that find nothing. */
function nothingAsked(
  files: readonly RegoFile[],
  { source, namespaces }: Pick<ConftestOptions, 'source' | 'namespaces'>,
): Diagnostic {
  const there = [...asked(files, ['*']).keys()].sort()
  return {
    code: 'FOREIGN_POLICY',
    severity: 'warning',
    message: `no rule of ${source} is asked: none is in ${namespaces.join(', ')}`,
    hint: `Its rules are in ${there.join(', ')}: --namespace, or --all-namespaces.`,
  }
}

interface Target {
  readonly at: readonly string[]
  readonly namespace: string
  readonly rule: string
  /** The package has `exception` rules. */
  readonly excepts: boolean
}

function wrapper(packagePath: readonly string[], target: Target, view: View, fixes: AttachedFixes): string {
  const { at, namespace, rule, excepts } = target
  const [, kind = 'deny', suffix = ''] = conftestRule.exec(rule) ?? []
  const severity: Severity = kind === 'warn' ? 'medium' : 'high'
  const id = ['conftest', ...namespace.split('.').map(idStep), idStep(rule)].join('/')
  const { level, rules } = attachmentOf(fixes, id, id)
  const header = headerOf(packagePath, {
    id,
    title: `${namespace}: ${rule}`,
    severity,
    resources: ['*'],
    ...(level === undefined ? {} : { fix: level }),
  })
  const place = reference([...at, ...namespace.split('.')])
  const exception = excepts ? `\tnot excepted(document)\n` : ''
  return `${header}
deny contains finding if {
	document := object.remove(input, ["$address"])
	some result in answers(document)
${exception}	message := message_of(result)
	finding := object.union({"message": message, "path": place_of(document, result)}, fix_of(message))
}

answers(document) := {result | some result in ${place}[${literal(rule)}] with input as ${view.input}}

message_of(result) := result if is_string(result)

message_of(result) := result.msg if is_string(result.msg)

message_of(result) := json.marshal(result) if not has_message(result)

has_message(result) if is_string(result)

has_message(result) if is_string(result.msg)

${view.parts === undefined ? 'place_of(_, _) := []' : placeRules(view.parts)}
${excepts ? exceptions(place, suffix, view) : ''}
${rules}`
}

/** Conftest's exceptions name rules without what comes before their underscore. */
function exceptions(place: string, suffix: string, view: View): string {
  return `
excepted(document) if {
	some names in ${place}.exception with input as ${view.input}
	${literal(suffix)} in names
}
`
}

function nested(path: readonly string[], value: JsonObject): JsonObject {
  return path.reduceRight<JsonObject>((inner, step) => ({ [step]: inner }), value)
}
