import { isList, isObject, type Json, type JsonObject } from '@regraft/model'
import type { Bundle } from '../bundle/bundle.ts'
import type { ModuleMetadata } from './module.ts'

/** Annotations of a package or rule and where they stand: OPA's AnnotationsRef, as `@regraft/rego` hands it out. */
export interface PolicyAnnotations {
  readonly location?: { readonly file: string; readonly row: number; readonly col?: number }
  /** Terms of the document's path: `data`, then strings. */
  readonly path: readonly { readonly type: string; readonly value: Json }[]
  readonly annotations: {
    readonly scope: string
    readonly title?: string
    readonly description?: string
    readonly related_resources?: readonly { readonly ref: string; readonly description?: string }[]
    readonly custom?: JsonObject
  }
}

/**
 * The annotations a bundle carries: `metadata.annotations` of its manifest, which `@regraft/rego` writes, or what
 * OPA's own command line leaves: at packages of the Rego files, and beside each entrypoint what stands at its rule.
 */
export async function annotationsOf(bundle: Bundle): Promise<PolicyAnnotations[]> {
  const metadata = bundle.manifest['metadata']
  const listed = isObject(metadata) ? metadata['annotations'] : undefined
  if (isList(listed)) return listed.flatMap(annotationsRef)
  const packages = (await packageMetadata(bundle)).flatMap(([file, found]) => {
    const path = ['data', ...found.path].map((value) => ({ type: 'string', value }))
    return annotationsRef({ path, annotations: found.annotations, location: { file, row: found.row } })
  })
  const entrypoints = bundle.entrypoints.flatMap((entrypoint) =>
    entrypoint.annotations.flatMap((annotations) => {
      const path = ['data', ...entrypoint.path.split('/')].map((value) => ({ type: 'string', value }))
      const location = isObject(annotations) ? annotations['location'] : undefined
      return annotationsRef({ path, annotations, ...(location === undefined ? {} : { location }) })
    }),
  )
  return [...packages, ...entrypoints]
}

/** Needs a reader of YAML, which bundles that list their annotations do without. */
async function packageMetadata({ modules }: Bundle): Promise<[string, ModuleMetadata][]> {
  if (modules.length === 0) return []
  const { moduleMetadata } = await import('./module.ts')
  return modules.flatMap(({ file, text }): [string, ModuleMetadata][] => {
    const found = moduleMetadata(text)
    return found === undefined ? [] : [[file, found]]
  })
}

/** Reads one entry, or none when it has another shape: a manifest is a file that anyone may have written. */
function annotationsRef(value: Json): PolicyAnnotations[] {
  if (!isObject(value)) return []
  const { path, annotations, location } = value
  if (!isList(path) || !isObject(annotations) || typeof annotations['scope'] !== 'string') return []
  const steps = path.flatMap((term) =>
    isObject(term) && typeof term['type'] === 'string' && term['value'] !== undefined
      ? [{ type: term['type'], value: term['value'] }]
      : [],
  )
  const { title, description, related_resources: related, custom } = annotations
  return [
    {
      path: steps,
      ...placeOf(location),
      annotations: {
        scope: annotations['scope'],
        ...(typeof title === 'string' ? { title } : {}),
        ...(typeof description === 'string' ? { description } : {}),
        ...(isList(related) ? { related_resources: related.flatMap(relatedResource) } : {}),
        ...(isObject(custom) ? { custom } : {}),
      },
    },
  ]
}

/** Rego's comments may name the address alone. */
function relatedResource(value: Json): { ref: string }[] {
  if (typeof value === 'string') return [{ ref: value }]
  return isObject(value) && typeof value['ref'] === 'string' ? [{ ref: value['ref'] }] : []
}

function placeOf(location: Json | undefined): Pick<PolicyAnnotations, 'location'> {
  if (!isObject(location)) return {}
  const { file, row } = location
  return typeof file === 'string' && typeof row === 'number' ? { location: { file, row } } : {}
}
