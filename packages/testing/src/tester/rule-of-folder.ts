import type { Graph } from './graph.ts'

/**
 * Tells the rule whose cases stand in a folder: the one that its Rego files declare. Of several it is the one that is
 * called like the folder; without any it is the folder's name, which then is no rule.
 */
export function rulesOfFolders(graph: Graph): (folder: string) => string {
  const byFolder = new Map<string, Set<string>>()
  for (const [id, files] of graph.rules)
    for (const file of files) {
      const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')))
      byFolder.set(folder, (byFolder.get(folder) ?? new Set()).add(id))
    }
  return (folder) => {
    const ids = [...(byFolder.get(folder) ?? [])]
    const [first = folder] = ids
    return ids.length < 2 ? first : (ids.find((id) => `/${folder}`.endsWith(`/${id}`)) ?? folder)
  }
}
