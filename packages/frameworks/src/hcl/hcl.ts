import type { Path } from '@regraft/model'
import { HclDocument, hclSyntax } from '@regraft/syntax/hcl'
import type { FileHead, Framework, Loaded, Origin, ReadDocument, Unit } from '../framework.ts'
import { landNowhere } from '../read-only.ts'
import { hclClaims } from './claims.ts'
import { placeIn } from './place.ts'
import { shapeOf } from './shape.ts'

/** HCL files as they stand, to read: a resource of type `hcl` is a whole file, nothing in it evaluated. */
export const hclFramework: Framework = {
  id: 'hcl',
  claims: hclClaims,
  units,
  parse: (_path, text, options) => hclSyntax.parse(text, options),
  load,
  land: landNowhere,
}

function units(files: readonly FileHead[]): readonly Unit[] {
  return files.map(({ path }) => ({ framework: 'hcl', id: path, files: [path], reads: [] }))
}

function load(unit: Unit, read: ReadDocument): Loaded {
  const resources = unit.files.flatMap((file) => {
    const document = read(file)
    if (
      !(document instanceof HclDocument) ||
      document.diagnostics.some(({ severity }) => severity === 'error')
    )
      return []
    const origin = (path: Path): Origin => ({ kind: 'literal', file, path: placeIn(document, path) })
    const input = shapeOf(document)
    return [{ framework: 'hcl', type: 'hcl', address: file, input, file, at: [], origin }]
  })
  return { unit, resources, diagnostics: [] }
}
