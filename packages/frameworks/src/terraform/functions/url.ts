import { fail } from '../language/failure.ts'
import { utf8 } from './bytes.ts'
import type { FunctionTable } from './define.ts'
import { bounded, onTexts } from './results.ts'

const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export const urlFunctions: FunctionTable = {
  urlencode: onTexts(['str'], ([text = '']) => bounded(encoded(text))),
  urldecode: onTexts(['str'], ([text = '']) => {
    if (/%(?![0-9A-Fa-f]{2})/.test(text)) fail('urldecode: a % is not followed by two hexadecimal digits')
    return bounded(decoded(text))
  }),
}

/** As a part of a query: `+` for a space, everything but letters, digits and `-_.~` by its bytes. */
function encoded(text: string): string {
  return text.replace(/[^A-Za-z0-9\-_.~]+/g, (run) =>
    Array.from(utf8(run), (byte) =>
      byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  )
}

function decoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
      utf8Decoder.decode(Uint8Array.from(run.slice(1).split('%'), (digits) => Number.parseInt(digits, 16))),
    )
}
