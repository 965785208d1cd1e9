/** Kinds of the code actions there are. */
export const quickFixKind = 'quickfix'
export const fixAllKind = 'source.fixAll.regraft'

/** Commands behind code actions. The names leave `regraft.*` to extensions, which would offer these under names of their own. */
export const fixCommand = 'regraft.server.fix'
export const ignoreCommand = 'regraft.server.ignore'

/** A kind stands for all that lie below it: `source` for `source.fixAll.regraft`. No wish is a wish for everything. */
export function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only?.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`)) ?? true
}
