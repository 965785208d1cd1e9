import { definitionSet, type PolicyDefinition } from '@regraft/core'
import { type Diagnostic, RegraftError } from '@regraft/model'
import { lints } from './lints.ts'
import { unknownType } from './rules/types.ts'

/** A JavaScript file and what it exports. */
export interface CheckedDefinitions {
  readonly file: string
  readonly definitions: readonly PolicyDefinition[]
}

/**
 * Tells what is wrong with definitions: their metadata, types that lead nowhere, ids that two have. What the check does is
 * for TypeScript and the cases. By file; nothing is run.
 */
export function checkDefinitions(files: readonly CheckedDefinitions[]): readonly Diagnostic[] {
  const first = new Map<string, string>()
  return files.flatMap(({ file, definitions }) => {
    const wrong = definitions.flatMap((definition) => metadata(file, definition))
    const clashes = definitions.flatMap(({ id }): Diagnostic[] => {
      const other = first.get(id)
      first.set(id, other ?? file)
      if (other === undefined) return []
      const message = `${id} is already the id of ${other === file ? 'another in this file' : other}`
      return [told(file, 'id-clash', message, 'Give one of them another id.')]
    })
    return [...wrong, ...clashes, ...definitions.flatMap((definition) => types(file, definition))]
  })
}

function metadata(file: string, definition: PolicyDefinition): readonly Diagnostic[] {
  try {
    definitionSet([definition])
    return []
  } catch (error) {
    if (!(error instanceof RegraftError)) throw error
    return error.diagnostics.map((diagnostic) => ({ ...diagnostic, file }))
  }
}

/** Of a definition that is none at all nothing else is said. */
function types(file: string, { id, resources, uses = [] }: PolicyDefinition): readonly Diagnostic[] {
  if (!Array.isArray(resources) || !Array.isArray(uses)) return []
  return [...resources, ...uses].flatMap((type): Diagnostic[] => {
    const problem = typeof type === 'string' ? unknownType(type) : undefined
    return problem === undefined
      ? []
      : [told(file, 'resource-unknown', `${id}: ${problem.message}`, problem.hint)]
  })
}

function told(
  file: string,
  code: 'id-clash' | 'resource-unknown',
  message: string,
  hint: string,
): Diagnostic {
  return { code, severity: lints[code], message, file, hint }
}
