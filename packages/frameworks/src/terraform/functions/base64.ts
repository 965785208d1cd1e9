import { fail } from '../language/failure.ts'
import { stringType } from '../language/type.ts'
import { unknownOf } from '../language/value.ts'
import { base64, fromBase64, fromUtf8, utf8 } from './bytes.ts'
import { charsetOf } from './charsets.ts'
import type { FunctionTable } from './define.ts'
import { fflate, gunzip } from './gunzip.ts'
import { bounded, nobodyKnows, onTexts } from './results.ts'

const unknownText = unknownOf(stringType, { notNull: true })

export const base64Functions: FunctionTable = {
  base64encode: onTexts(['str'], ([text = '']) => bounded(base64(utf8(text)))),
  base64decode: onTexts(['str'], ([text = '']) => {
    const bytes = fromBase64(text) ?? fail('base64decode: the string is not base64')
    return bounded(fromUtf8(bytes) ?? fail('base64decode: the content is not UTF-8'))
  }),
  // Which bytes a compression gives is up to the version of Go that Terraform was built with.
  base64gzip: nobodyKnows(['str']),
  base64gunzip: {
    ...onTexts(['str'], ([text = '']) => {
      const bytes = gunzip(fromBase64(text) ?? fail('base64gunzip: the string is not base64'))
      const unpacked = fromUtf8(bytes)
      // Terraform would hand on bytes that are no text.
      return unpacked === undefined ? unknownText : bounded(unpacked)
    }),
    needs: fflate,
  },
  textencodebase64: onTexts(['string', 'encoding'], ([text = '', name = '']) => {
    const charset = charsetOf(name)
    if (charset === undefined) return unknownText
    const bytes = charset.encode(text) ?? fail(`textencodebase64: ${name} lacks a character of the string`)
    return bounded(base64(bytes))
  }),
  textdecodebase64: onTexts(['source', 'encoding'], ([text = '', name = '']) => {
    const charset = charsetOf(name)
    const bytes = fromBase64(text) ?? fail('textdecodebase64: the string is not base64')
    if (charset === undefined) return unknownText
    return bounded(charset.decode(bytes) ?? fail(`textdecodebase64: the content is not ${name}`))
  }),
}
