import type { Diagnostic } from '@regraft/model'
import { err } from '@regraft/model'
import type { JsonDocument } from '@regraft/syntax'
import { jsonSyntax } from '@regraft/syntax/json'
import type { FileHead, Framework, Loaded, ReadDocument, Unit } from '../framework.ts'
import { claims } from './claims.ts'
import { References } from './expressions.ts'
import { isJson, textAt } from './json.ts'
import { plannedResources } from './planned.ts'
import { PlanResource, why } from './resource.ts'

/**
 * Plans, and states, as `terraform show -json` prints them (format 1.x): every file is a unit of its own. They are
 * checked, and never edited.
 */
export const terraformPlan: Framework = {
  id: 'terraform-plan',
  claims,
  units: (files: readonly FileHead[]): readonly Unit[] =>
    files.map(({ path }) => ({ framework: 'terraform-plan', id: path, files: [path], reads: [] })),
  parse: (_, text, options) => jsonSyntax.parse(text, options),
  load,
  land: () => err({ code: 'TERRAFORM_PLAN', reason: why }),
}

function load(unit: Unit, read: ReadDocument): Loaded {
  const resources: PlanResource[] = []
  const diagnostics: Diagnostic[] = []
  for (const file of unit.files) {
    const document = read(file)
    if (!isJson(document)) continue
    const version = textAt(document.value, 'format_version') ?? ''
    if (/^[01](?:\.|$)/.test(version)) resources.push(...resourcesOf(file, document))
    else if (version !== '') diagnostics.push(otherVersion(file, version))
  }
  return { unit, resources, diagnostics }
}

function resourcesOf(file: string, { value }: JsonDocument): readonly PlanResource[] {
  const planned = plannedResources(value)
  const references = new References(planned)
  return planned.map((resource) => new PlanResource(resource, file, references))
}

function otherVersion(file: string, version: string): Diagnostic {
  return {
    code: 'TERRAFORM_PLAN_VERSION',
    severity: 'warning',
    message: `${file} has format ${version}, which is not known: it was not checked`,
    file,
    hint: 'Is Terraform newer than regraft? Formats 0.x and 1.x are read.',
  }
}
