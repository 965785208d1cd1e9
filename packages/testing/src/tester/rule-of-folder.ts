import type { Graph } from './graph.ts'

/**
 * The rule whose cases stand in a folder: the one that its Rego files declare. Of several it is the one that is called
 * like the folder; without any it is the folder's name, which then is no rule.
 */
export function ruleOfFolder(graph: Graph, folder: string): string {
  const ids = [...graph.rules].flatMap(([id, files]) =>
    files.some((file) => file.slice(0, Math.max(0, file.lastIndexOf('/'))) === folder) ? [id] : [],
  )
  const [first = folder] = ids
  return ids.length < 2 ? first : (ids.find((id) => `/${folder}`.endsWith(`/${id}`)) ?? folder)
}
