/** Lines of a file, 1-based; the end is exclusive. */
export interface LineRange {
  readonly start: number
  readonly end: number
}

/** What one file's part of a patch changes. */
export interface PatchedLines {
  /** Lines of the new file that were added or modified, in order. */
  readonly added: readonly LineRange[]
  /** Lines of the old file are gone, or others stand in their place. */
  readonly removes: boolean
  /** git shows no lines of it: it holds other bytes than text. */
  readonly binary: boolean
}

/** Reads `git diff -U0`: one entry a file, in its order. Content cannot look like a header, for each line has its mark. */
export function patchedLines(patch: string): readonly PatchedLines[] {
  return patch
    .split(/^diff --git /m)
    .slice(1)
    .map(linesOf)
}

function linesOf(section: string): PatchedLines {
  const added: LineRange[] = []
  let removes = false
  for (const [, old = '1', at = '', count = '1'] of section.matchAll(
    /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm,
  )) {
    removes ||= Number(old) > 0
    if (Number(count) > 0) added.push({ start: Number(at), end: Number(at) + Number(count) })
  }
  return { added, removes, binary: /^Binary files /m.test(section) }
}
