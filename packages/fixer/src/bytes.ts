const bom = '\ufeff'

/** Why the edited text does not keep what belongs to the whole file: its BOM and its line endings. */
export function bytesKept(before: string, after: string): string | undefined {
  if (before.startsWith(bom) !== after.startsWith(bom)) return 'the byte order mark would change'
  const was = endings(before)
  const now = endings(after)
  if (was.crlf > 0 && was.lf === 0 && now.lf > 0)
    return 'a bare line feed would come into a file with CRLF line endings'
  if (was.crlf === 0 && now.crlf > 0) return 'a CRLF line ending would come into a file without any'
  return undefined
}

function endings(text: string): { readonly crlf: number; readonly lf: number } {
  let crlf = 0
  let lf = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) === 13) crlf++
    else lf++
  }
  return { crlf, lf }
}
