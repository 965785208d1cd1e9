import { isList, type Json, type Path } from '@regraft/model'
import type { Document, ParseOptions } from '@regraft/syntax'
import { DockerfileDocument } from '@regraft/syntax/dockerfile'
import { HclDocument } from '@regraft/syntax/hcl'
import { dockerfileClaims } from '../dockerfile/claims.ts'
import { commandsOf } from '../dockerfile/commands.ts'
import { dockerfileFramework } from '../dockerfile/dockerfile.ts'
import { documentFramework } from '../document/document.ts'
import type { FileHead, Framework, Loaded, Origin, ReadDocument, Resource, Unit } from '../framework.ts'
import { hclClaims } from '../hcl/claims.ts'
import { hclFramework } from '../hcl/hcl.ts'
import { placeIn } from '../hcl/place.ts'
import { shapeOf } from '../hcl/shape.ts'
import { originIn } from '../kubernetes/origin.ts'
import { isManifestDocument, rootsOf } from '../kubernetes/source.ts'
import { landNowhere } from '../read-only.ts'
import { combinedClaims } from './claims.ts'

/**
 * All files of a run as one resource, to read: `files` is a list of `{path, contents}` by path, as Conftest's `--combine`
 * gives them: one for each document of a stream, and for each item of a file that is a list.
 */
export const combinedFramework: Framework = {
  id: 'combined',
  claims: combinedClaims,
  units,
  parse: (path, text, options) => frameworkOf(path).parse(path, text, options),
  load,
  land: landNowhere,
}

function frameworkOf(path: string): {
  parse(path: string, text: string, options?: ParseOptions): Document
} {
  if (dockerfileClaims({ path })) return dockerfileFramework
  return hclClaims({ path }) ? hclFramework : documentFramework
}

function units(files: readonly FileHead[]): readonly Unit[] {
  const paths = files.map(({ path }) => path).sort()
  return paths.length === 0 ? [] : [{ framework: 'combined', id: '.', files: paths, reads: [] }]
}

/** What one entry of the list is, and where what stands in it is written. */
interface Entry {
  readonly file: string
  readonly contents: Json
  origin(path: Path): Origin
}

function load(unit: Unit, read: ReadDocument): Loaded {
  const entries = unit.files.flatMap((file) => entriesOf(file, read(file)))
  const [first] = entries
  if (first === undefined) return { unit, resources: [], diagnostics: [] }
  const origin = ([part, index, member, ...rest]: Path): Origin => {
    const entry = part === 'files' && typeof index === 'number' ? entries[index] : undefined
    return entry?.origin(member === 'contents' ? rest : []) ?? { kind: 'literal', file: first.file, path: [] }
  }
  const files = entries.map(({ file, contents }) => ({ path: file, contents }))
  const resource: Resource = {
    framework: 'combined',
    type: 'combined',
    address: '.',
    input: { files },
    file: first.file,
    at: [],
    origin,
  }
  return { unit, resources: [resource], diagnostics: [] }
}

function entriesOf(file: string, document: Document | undefined): readonly Entry[] {
  if (document === undefined || document.diagnostics.some(({ severity }) => severity === 'error')) return []
  const literal = (path: Path): Origin => ({ kind: 'literal', file, path })
  if (document instanceof DockerfileDocument) {
    const commands = commandsOf(document.instructions)
    const origin = ([index]: Path): Origin => {
      const at = typeof index === 'number' ? commands[index]?.instruction : undefined
      return literal(at === undefined ? [] : [at])
    }
    return [{ file, contents: commands.map(({ value }) => value), origin }]
  }
  if (document instanceof HclDocument)
    return [{ file, contents: shapeOf(document), origin: (path) => literal(placeIn(document, path)) }]
  if (!isManifestDocument(document)) return []
  return rootsOf(document).flatMap(({ path: at, value }) => {
    const entry = (contents: Json, root: Path): Entry => ({
      file,
      contents,
      origin: (path) => (path.length === 0 ? literal(root) : originIn(file, document, root, [], path)),
    })
    return isList(value) ? value.map((item, i) => entry(item, [...at, i])) : [entry(value, at)]
  })
}
