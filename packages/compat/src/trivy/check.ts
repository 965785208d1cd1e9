import type { Json, JsonObject, Severity } from '@regraft/model'
import { isObject } from '@regraft/model'
import { listIn, objectIn, textIn, textsIn } from '../gatekeeper/objects.ts'
import type { RegoFile } from '../rego/read.ts'

/** What a check of Trivy says of itself. */
export interface Check {
  readonly file: RegoFile
  readonly id: string
  readonly title: string
  readonly description: string
  readonly severity: Severity
  readonly aliases: readonly string[]
  readonly relatedResources: readonly string[]
  /** Types of input it wants: `kubernetes`, `dockerfile`, `cloud`, `yaml`, `json`, …; none means any. */
  readonly selectors: readonly string[]
  /** Kinds of Kubernetes objects, lower case; none means any. */
  readonly kinds: readonly string[]
}

/** Reads a check's metadata, in the form of annotations or the older `__rego_metadata__`. */
export function checkOf(file: RegoFile): Check {
  const { metadata } = file
  const custom = objectIn(metadata, 'custom')
  const older = file.rules.includes('__rego_metadata__') ? objectAfter(file.text, '__rego_metadata__') : {}
  const said = (name: string): string | undefined => textIn(custom, name) ?? textIn(older, name)
  const id = said('id') ?? said('avd_id') ?? file.package.join('.')
  const input =
    Object.keys(custom).length > 0 ? objectIn(custom, 'input') : objectAfter(file.text, '__rego_input__')
  const selectors = listIn(input, 'selector')
  return {
    file,
    id,
    title: textIn(metadata, 'title') ?? said('title') ?? id,
    description: (textIn(metadata, 'description') ?? said('description') ?? '').trim(),
    severity: severityOf(said('severity')),
    aliases: [id, said('avd_id'), said('long_id'), ...textsIn(custom, 'aliases')]
      .filter((alias) => alias !== undefined)
      .filter((alias, i, all) => all.indexOf(alias) === i),
    relatedResources: linksIn(metadata),
    selectors: selectors.flatMap((each) => textIn(each, 'type') ?? []),
    kinds: selectors
      .flatMap((each) => listIn(each, 'subtypes'))
      .flatMap((subtype) => textIn(subtype, 'kind')?.toLowerCase() ?? []),
  }
}

function severityOf(text: string | undefined): Severity {
  const lower = text?.toLowerCase()
  return lower === 'critical' || lower === 'high' || lower === 'medium' || lower === 'low' ? lower : 'info'
}

function linksIn(metadata: JsonObject): readonly string[] {
  return listIn(metadata, 'related_resources').flatMap((each: Json) =>
    typeof each === 'string' ? each : isObject(each) ? (textIn(each, 'ref') ?? []) : [],
  )
}

/** The object that is written after a name: JSON but for trailing commas, which Rego allows. */
function objectAfter(text: string, name: string): JsonObject {
  const start = text.indexOf('{', text.search(new RegExp(`^${name}\\b`, 'm')))
  if (start < 0) return {}
  const end = text.slice(start).search(/^\}/m)
  if (end < 0) return {}
  try {
    const value = JSON.parse(text.slice(start, start + end + 1).replace(/,(\s*[}\]])/g, '$1')) as Json
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
