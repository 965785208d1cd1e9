import type { Finding, JsonObject, ReportEdit } from '@regraft/model'
import { unifiedDiff } from '../diff/patch.ts'
import { printable } from '../text/printable.ts'

/** The patch of a finding that a dry run would heal, as `git apply` takes it; none when a text is not at hand. */
export function remediation(
  it: Finding,
  id: string,
  edits: readonly ReportEdit[],
  text: (file: string) => string | undefined,
): JsonObject[] {
  const files = [...new Set(edits.map(({ file }) => file))]
  if (files.length === 0 || files.some((file) => text(file) === undefined)) return []
  const diff = files
    .map((file) =>
      unifiedDiff(
        file,
        text(file),
        edits.filter((edit) => edit.file === file),
      ),
    )
    .join('')
  if (diff === '') return []
  return [{ fixes: [{ id }], summary: printable(it.fix?.title ?? it.title) || 'fix', diff: base64(diff) }]
}

function base64(text: string): string {
  let bytes = ''
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte)
  return btoa(bytes)
}
