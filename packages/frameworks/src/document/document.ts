import { isObject } from '@regraft/model'
import type { Document, ParseOptions } from '@regraft/syntax'
import { jsonSyntax } from '@regraft/syntax/json'
import { goYamlSyntax } from '@regraft/syntax/yaml'
import type { FileHead, Framework, Loaded, ReadDocument, Resource, Unit } from '../framework.ts'
import { land } from '../kubernetes/land.ts'
import { originIn } from '../kubernetes/origin.ts'
import { isManifestDocument, type ManifestDocument, rootsOf } from '../kubernetes/source.ts'
import { unlessTemplate } from '../kubernetes/template.ts'
import { documentClaims } from './claims.ts'

/**
 * YAML and JSON that means nothing in particular: every document is a resource of type `yaml` or `json`. It takes what no
 * other framework claims, and only where a policy asks for documents.
 */
export const documentFramework: Framework = {
  id: 'document',
  claims: documentClaims,
  units,
  parse,
  load,
  land,
}

function units(files: readonly FileHead[]): readonly Unit[] {
  return files.map(({ path }) => ({ framework: 'document', id: path, files: [path], reads: [] }))
}

function parse(path: string, text: string, options?: ParseOptions): Document {
  if (path.endsWith('.json')) return jsonSyntax.parse(text, options)
  return unlessTemplate(goYamlSyntax.parse(text, options))
}

function load(unit: Unit, read: ReadDocument): Loaded {
  const resources: Resource[] = []
  for (const file of unit.files) {
    const document = read(file)
    if (isManifestDocument(document)) resources.push(...resourcesOf(file, document))
  }
  return { unit, resources, diagnostics: [] }
}

/** A document that is no map (a list, a text) has no place for findings, and is left out. */
function resourcesOf(file: string, document: ManifestDocument): readonly Resource[] {
  const resources: Resource[] = []
  for (const [i, { path: at, value: input }] of rootsOf(document).entries()) {
    if (!isObject(input)) continue
    resources.push({
      framework: 'document',
      type: document.format,
      address: i === 0 ? file : `${file}#${i + 1}`,
      input,
      file,
      at,
      origin: (to) => originIn(file, document, at, resources, to),
    })
  }
  return resources
}
