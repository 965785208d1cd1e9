import type { Path } from '@regraft/model'
import { DockerfileDocument, dockerfileSyntax } from '@regraft/syntax/dockerfile'
import type { FileHead, Framework, Loaded, Origin, ReadDocument, Unit } from '../framework.ts'
import { landNowhere } from '../read-only.ts'
import { dockerfileClaims } from './claims.ts'
import { commandsOf } from './commands.ts'
import { stagesOf } from './stages.ts'

/**
 * Dockerfiles, to read: a resource of type `dockerfile` is a whole file. `commands` is what Conftest makes of it, `Stages`
 * what Trivy makes of it.
 */
export const dockerfileFramework: Framework = {
  id: 'dockerfile',
  claims: dockerfileClaims,
  units,
  parse: (_path, text, options) => dockerfileSyntax.parse(text, options),
  load,
  land: landNowhere,
}

function units(files: readonly FileHead[]): readonly Unit[] {
  return files.map(({ path }) => ({ framework: 'dockerfile', id: path, files: [path], reads: [] }))
}

function load(unit: Unit, read: ReadDocument): Loaded {
  const resources = unit.files.flatMap((file) => {
    const document = read(file)
    // What a file with mistakes says nobody can tell.
    if (!(document instanceof DockerfileDocument) || document.diagnostics.length > 0) return []
    const commands = commandsOf(document.instructions)
    const stages = stagesOf(file, document.instructions)
    const placeOf = ([part, first, , third]: Path): number | undefined => {
      if (typeof first !== 'number') return undefined
      if (part === 'commands') return commands[first]?.instruction
      const inStage = part === 'Stages' ? stages.instructions[first] : undefined
      return inStage?.[typeof third === 'number' ? third : 0]
    }
    const origin = (path: Path): Origin => {
      const at = placeOf(path)
      return { kind: 'literal', file, path: at === undefined ? [] : [at] }
    }
    const input = { commands: commands.map(({ value }) => value), Stages: stages.value }
    return [{ framework: 'dockerfile', type: 'dockerfile', address: file, input, file, at: [], origin }]
  })
  return { unit, resources, diagnostics: [] }
}
