import type { Diagnostic, Json, JsonObject } from '@regraft/model'
import { isObject } from '@regraft/model'
import type { ForeignDocument } from '../documents.ts'
import { groupOf, listIn, objectIn, textIn, textsIn } from './objects.ts'

/** The Rego of a ConstraintTemplate and what its constraints are made of. */
export interface Template {
  readonly document: ForeignDocument
  /** Its own name, lower case: `k8srequiredlabels`. */
  readonly name: string
  /** Kind of its constraints: `K8sRequiredLabels`. */
  readonly kind: string
  readonly title: string
  readonly description: string
  readonly rego: string
  readonly libs: readonly string[]
  /** The source is Rego v0 unless it says `version: v1`. */
  readonly v0: boolean
  /** Schema of `parameters`. */
  readonly schema: JsonObject
}

/** Functions of Gatekeeper's or OPA's host that reach outside and are not there. */
const outside = /\b(external_data|http\.send|net\.lookup_ip_addr|opa\.runtime)\s*\(/

export function isTemplate({ value }: ForeignDocument): boolean {
  return value['kind'] === 'ConstraintTemplate' && groupOf(value) === 'templates.gatekeeper.sh'
}

/** Reads a template, or says why it is not run. */
export function templateOf(document: ForeignDocument): Template | Diagnostic {
  const { value } = document
  const name = textIn(value, 'metadata', 'name')
  const kind = textIn(value, 'spec', 'crd', 'spec', 'names', 'kind')
  if (name === undefined || kind === undefined)
    return document.at(
      [],
      'this ConstraintTemplate has no name or no spec.crd.spec.names.kind',
      'Give it both.',
    )
  const source = sourceOf(value)
  if (typeof source === 'string')
    return document.at(['spec', 'targets'], `template ${name} is not run: ${source}`, notRun, 'warning')
  const reaches = [source.rego, ...source.libs]
    .map((text) => outside.exec(text)?.[1])
    .find((it) => it !== undefined)
  if (reaches !== undefined)
    return document.at(
      ['spec', 'targets'],
      `template ${name} is not run: it calls ${reaches}, which reaches outside`,
      'Run it in the cluster; here nothing leaves the machine.',
      'warning',
    )
  return {
    document,
    name,
    kind,
    title: textIn(value, 'metadata', 'annotations', 'metadata.gatekeeper.sh/title') ?? kind,
    description: textIn(value, 'metadata', 'annotations', 'description') ?? '',
    ...source,
    schema: objectIn(value, 'spec', 'crd', 'spec', 'validation', 'openAPIV3Schema'),
  }
}

const notRun = 'Give it a Rego source (`rego`, or `code` with `engine: Rego`) beside the other one.'

type Source = Pick<Template, 'rego' | 'libs' | 'v0'>

/** The Rego of the first target, in the older or the newer form; or why there is none. */
function sourceOf(template: Json): Source | string {
  const [target] = listIn(objectIn(template, 'spec'), 'targets')
  const code = listIn(target, 'code')
  const written = code.find((each) => isObject(each) && each['engine'] === 'Rego')
  if (written !== undefined) {
    const source = objectIn(written, 'source')
    const rego = textIn(source, 'rego')
    const v0 = source['version'] !== 'v1'
    return rego === undefined ? 'its Rego source is empty' : { rego, libs: textsIn(source, 'libs'), v0 }
  }
  const rego = textIn(target, 'rego')
  if (rego !== undefined) return { rego, libs: textsIn(target, 'libs'), v0: true }
  const engines = code.flatMap((each) => textIn(each, 'engine') ?? [])
  return engines.length === 0 ? 'it has no Rego' : `it is written for ${engines.join(', ')}, not in Rego`
}
