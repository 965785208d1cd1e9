import { createHash } from 'node:crypto'
import type { PolicyDefinition } from '@regraft/core'
import { compareText, RegraftError } from '@regraft/model'
import type { Graph } from './graph.ts'

/** Runs a JavaScript file and gives the definitions that it exports; the text tells one state of the file from another. */
export type LoadDefinitions = (file: string, text: string) => Promise<readonly PolicyDefinition[]>

/** A file with the definitions that it exports. */
export interface DefinitionFile {
  readonly file: string
  /** Changes when its text does. */
  readonly key: string
  readonly definitions: readonly PolicyDefinition[]
}

/** Loads files, and those that changed once more. */
export function createLoader(
  load: LoadDefinitions,
): (code: { readonly [file: string]: string }) => Promise<readonly DefinitionFile[]> {
  let known = new Map<string, DefinitionFile>()
  return async (code) => {
    const files: DefinitionFile[] = []
    for (const [file, text] of Object.entries(code)) {
      const key = createHash('sha256').update(text).digest('hex')
      const before = known.get(file)
      files.push(before?.key === key ? before : { file, key, definitions: await load(file, text) })
    }
    known = new Map(files.map((file) => [file.file, file]))
    return files
  }
}

/** The graph with the rules of definitions among those of Rego. Throws RegraftError `POLICY_METADATA` for an id that is taken. */
export function withDefinitions(graph: Graph, files: readonly DefinitionFile[]): Graph {
  if (files.length === 0) return graph
  const keys = new Map(files.map(({ file, key }) => [file, key]))
  const rules = new Map(graph.rules)
  for (const { file, definitions } of files)
    for (const { id } of definitions) {
      const other = rules.get(id)?.[0]
      if (other !== undefined)
        throw new RegraftError('POLICY_METADATA', `${file} and ${other} both define the rule ${id}`, {
          hint: 'Give each rule an id of its own.',
        })
      rules.set(id, [file])
    }
  const rego = (all: readonly string[]): readonly string[] => all.filter((file) => !keys.has(file))
  return {
    ...graph,
    rules: new Map([...rules].sort(([a], [b]) => compareText(a, b))),
    needs: (all) => graph.needs(rego(all)),
    key: (all) =>
      [
        graph.key(rego(all)),
        ...all.flatMap((file) => (keys.has(file) ? `${file} ${keys.get(file)}` : [])),
      ].join('\n'),
  }
}
