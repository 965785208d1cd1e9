import type { Path } from '@regraft/model'
import type { Resource } from '../framework.ts'
import { locate } from './locate.ts'
import { plannedVariable } from './planned-value.ts'
import { TerraformResource } from './resource.ts'
import { automatic } from './settings.ts'

/** Where a value of a root module's variable comes from that nobody would take without the plan. */
export type PlannedOrigin =
  /** From what only the plan says. */
  | { readonly kind: 'plan'; readonly variable: string }
  /** From a variables file that Terraform reads only when it is named. */
  | { readonly kind: 'file'; readonly file: string }

/** Of a resource that was loaded with what a plan says: whether the value at a path of its input is from there. */
export function plannedOrigin(resource: Resource, path: Path): PlannedOrigin | undefined {
  if (!(resource instanceof TerraformResource)) return undefined
  const located = locate(resource, path)
  const site = located.kind === 'value' ? located.value.source?.site : undefined
  if (site === undefined) return undefined
  const variable = plannedVariable(site)
  if (variable !== undefined) return { kind: 'plan', variable }
  const { files = [] } = resource.instance.tree.options
  const unread = /\.tfvars(?:\.json)?$/.test(site.file) && automatic(site.file) === undefined
  return unread && !files.includes(site.file) ? { kind: 'file', file: site.file } : undefined
}
