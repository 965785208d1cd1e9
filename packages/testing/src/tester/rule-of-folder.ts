import type { Graph } from './graph.ts'

/**
 * Tells the rule whose cases stand in a folder: the one that its Rego files declare. Of several it is the one that is
 * called like the folder, and so is a rule that stands elsewhere, as built code does. Otherwise it is the folder's name,
 * which then is no rule.
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
    const [first] = ids
    if (first !== undefined && ids.length === 1) return first
    const among = ids.length === 0 ? [...graph.rules.keys()] : ids
    return among.find((id) => `/${folder}`.endsWith(`/${id}`)) ?? folder
  }
}
