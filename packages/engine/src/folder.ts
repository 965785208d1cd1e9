import { compareText } from '@regraft/model'

/** Those of `paths` that lie in a folder, relative to it and sorted; with `deep` also those in the folders in it. */
export function filesIn(folder: string, deep: boolean, paths: Iterable<string>): readonly string[] {
  const prefix = folder === '.' ? '' : `${folder}/`
  return [...paths]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((path) => deep || !path.includes('/'))
    .sort(compareText)
}
