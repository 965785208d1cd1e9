import type { Document, ParseOptions } from '@regraft/syntax'
import { jsonSyntax } from '@regraft/syntax/json'
import { goYamlSyntax } from '@regraft/syntax/yaml'
import type { FileHead, Framework, Loaded, ReadDocument, Resource, Unit } from '../framework.ts'
import { claims } from './claims.ts'
import { addressOf, typeOf, uniqueAddresses } from './identity.ts'
import { isKustomization, patchesOf } from './kustomize.ts'
import { land } from './land.ts'
import { manifestsOf } from './manifests.ts'
import { originIn } from './origin.ts'
import { isManifestDocument, type ManifestDocument, rootsOf } from './source.ts'
import { unlessTemplate } from './template.ts'

/** Kubernetes manifests in YAML and JSON: every file is a unit of its own, which reads the kustomizations that make it a patch. */
export const kubernetesFramework: Framework = {
  id: 'kubernetes',
  claims,
  units,
  parse,
  load,
  land,
}

function units(files: readonly FileHead[], read?: ReadDocument): readonly Unit[] {
  const paths = files.map(({ path }) => path)
  const patches = patchesOf(paths.filter(isKustomization), read ?? (() => undefined))
  return paths
    .filter((path) => !isKustomization(path))
    .map((path) => ({ framework: 'kubernetes', id: path, files: [path], reads: patches.get(path) ?? [] }))
}

function parse(path: string, text: string, options?: ParseOptions): Document {
  if (path.endsWith('.json')) return jsonSyntax.parse(text, options)
  return unlessTemplate(goYamlSyntax.parse(text, options))
}

function load(unit: Unit, read: ReadDocument): Loaded {
  const resources: Resource[] = []
  // A patch says what changes: a rule would miss in it what the manifest says.
  if (unit.reads.length > 0) return { unit, resources, diagnostics: [] }
  for (const file of unit.files) {
    const document = read(file)
    if (isManifestDocument(document)) resources.push(...resourcesOf(file, document))
  }
  return { unit, resources, diagnostics: [] }
}

function resourcesOf(file: string, document: ManifestDocument): readonly Resource[] {
  const unique = uniqueAddresses()
  const resources: Resource[] = []
  for (const { path, value } of rootsOf(document)) {
    for (const { path: at, apiVersion, kind, value: input } of manifestsOf(value, path)) {
      resources.push({
        framework: 'kubernetes',
        type: typeOf(apiVersion, kind),
        address: unique(addressOf(input, kind)),
        input,
        file,
        at,
        origin: (to) => originIn(file, document, at, resources, to),
      })
    }
  }
  return resources
}
