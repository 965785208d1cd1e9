import type { Diagnostic } from '@regraft/model'
import type { AttachedFixes } from '../fixes/fixes.ts'
import { attachmentOf } from '../fixes/fixes.ts'
import { idStep, packageStep, uniqueNames } from '../names.ts'
import type { Converted } from '../sources.ts'
import { headerOf, literal } from '../wrapper.ts'
import { type Constraint, parametersOf, typesOf } from './constraint.ts'
import { library, libraryFile, libraryText } from './library.ts'
import type { Template } from './template.ts'

const mountedAt = ['regraft', 'foreign', 'gatekeeper'] as const
const readsInventory = /\bdata\s*\.\s*inventory\b|\bdata\s*\[\s*"inventory"\s*\]/

/** Every constraint as a policy around its template's Rego. */
export function gatekeeperPolicies(
  templates: readonly Template[],
  constraints: readonly Constraint[],
  fixes: AttachedFixes,
): Converted {
  const modules: Record<string, string> = { [libraryFile]: libraryText }
  const foreign: Record<string, object> = {}
  const diagnostics: Diagnostic[] = []
  const unique = uniqueNames()
  const byKind = new Map(templates.map((template) => [template.kind, template]))
  const used = new Set<Template>()
  for (const constraint of constraints) {
    const template = byKind.get(constraint.kind)
    if (template === undefined) {
      diagnostics.push(orphan(constraint))
      continue
    }
    if (!used.has(template)) addTemplate(template, modules, foreign)
    used.add(template)
    const step = packageStep(constraint.name)
    const name = unique(`${packageStep(template.name)}.${step}`)
    modules[`regraft/compat/gatekeeper/${name.replace('.', '/')}.rego`] = wrapper(
      name,
      template,
      constraint,
      fixes,
    )
    diagnostics.push(...needsNamespaces(constraint))
  }
  for (const template of templates) if (!used.has(template)) diagnostics.push(idle(template))
  return { modules, foreign, diagnostics }
}

/** The template's modules as they are, below a path of their own. */
function addTemplate(
  template: Template,
  modules: Record<string, string>,
  foreign: Record<string, object>,
): void {
  const { document, rego, libs, v0 } = template
  const mount = { at: [...mountedAt, packageStep(template.name)], keep: ['inventory'] }
  for (const [i, text] of [rego, ...libs].entries()) {
    const file = `${document.file}#${template.name}${i === 0 ? '' : `/libs/${i - 1}`}.rego`
    modules[file] = text
    foreign[file] = { ...(v0 ? { v0 } : {}), mount }
  }
}

function wrapper(name: string, template: Template, constraint: Constraint, fixes: AttachedFixes): string {
  const id = `gatekeeper/${idStep(template.name)}/${idStep(constraint.name)}`
  const { level, rules } = attachmentOf(fixes, id, `gatekeeper/${idStep(template.name)}`)
  const texts = [template.rego, ...template.libs]
  const inventory = texts.some((text) => readsInventory.test(text))
  const types = typesOf(constraint.match)
  const uses = inventory
    ? ['run:*']
    : constraint.match['namespaceSelector'] === undefined
      ? undefined
      : ['run:Namespace']
  const header = headerOf(['regraft', 'compat', 'gatekeeper', ...name.split('.'), 'kubernetes'], {
    id,
    title: template.title,
    ...(template.description === '' ? {} : { description: template.description }),
    severity: constraint.severity,
    ...(level === undefined ? {} : { fix: level }),
    resources: types.includes('*') ? types : [...types, 'AdmissionReview'],
    ...(uses === undefined ? {} : { uses }),
  })
  const rule = `data${[...mountedAt, packageStep(template.name)].map((step) => `.${step}`).join('')}.${entryOf(template)}.violation`
  const data = inventory ? ` with data.inventory as ${library}.inventory` : ''
  return `${header}
match := ${literal(constraint.match)}

parameters := ${literal(parametersOf(constraint, template))}

deny contains finding if {
	review := ${library}.review(input)
	${library}.matches(review, match)
	some violation in ${rule} with input as {"review": review, "parameters": parameters}${data}
	message := ${library}.message(violation, ${literal(template.title)})
	finding := object.union({"message": message, "path": []}, fix_of(message))
}

${rules}`
}

/** The package of the template's entry module, by its own text: comments and blank lines may stand before it. */
function entryOf({ rego }: Template): string {
  return /^\s*package\s+([^\s#;]+)/m.exec(rego)?.[1] ?? 'template'
}

function orphan({ document, kind, name }: Constraint): Diagnostic {
  return document.at(
    ['kind'],
    `constraint ${name} is not run: no ConstraintTemplate of kind ${kind} is among the policies`,
    'Name the folder that holds the template too.',
    'warning',
  )
}

function idle({ document, name, kind }: Template): Diagnostic {
  const hint = `Add a constraint of kind ${kind}, which says what it applies to.`
  return document.at(
    ['metadata', 'name'],
    `template ${name} has no constraint, so it finds nothing`,
    hint,
    'info',
  )
}

function needsNamespaces({ document, name, match }: Constraint): readonly Diagnostic[] {
  if (match['namespaceSelector'] === undefined) return []
  return [
    document.at(
      ['spec', 'match', 'namespaceSelector'],
      `constraint ${name} selects namespaces by label: it applies where the Namespace's manifest is among the files`,
      'Select namespaces by name, or hand the Namespace in as inventory.',
      'info',
    ),
  ]
}
