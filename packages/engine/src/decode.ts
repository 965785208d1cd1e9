import type { Diagnostic } from '@regraft/model'

const bom = '\ufeff'

/**
 * The text of a file, its byte order mark kept as U+FEFF, or why it has none. Only UTF-8 is edited: guessing another
 * encoding could lose bytes.
 */
export function decode(
  path: string,
  bytes: Uint8Array,
): { readonly text: string } | { readonly diagnostic: Diagnostic } {
  const nul = bytes.indexOf(0)
  if (nul >= 0) return { diagnostic: notText(path, `it holds a NUL byte at offset ${nul}`) }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { diagnostic: notText(path, 'it is not valid UTF-8') }
  }
}

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The text of bytes that are known to be one, its byte order mark kept. */
export function decodeLoose(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** The beginning of a text without its byte order mark. */
export function headOf(text: string): string {
  return text.slice(text.startsWith(bom) ? 1 : 0, 4096)
}

function notText(file: string, reason: string): Diagnostic {
  return {
    code: 'NOT_TEXT',
    severity: 'error',
    message: `${file} is not read: ${reason}`,
    file,
    hint: 'Save the file as UTF-8, or exclude it in regraft.yaml.',
  }
}
