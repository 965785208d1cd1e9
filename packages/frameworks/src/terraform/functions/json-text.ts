import { fail } from '../language/failure.ts'
import { isInfinite, numberText } from '../language/number.ts'
import type { Value } from '../language/value.ts'
import { isMapping, isSequence, sortedEntries } from '../language/value.ts'
import { maxLength, tooLarge } from './results.ts'

/** The JSON of a value without unknown parts, as Terraform writes it: no spaces, keys sorted, safe inside HTML. */
export function jsonText(value: Value): string {
  const out: string[] = []
  let length = 0
  const write = (text: string): void => {
    length += text.length
    if (length > maxLength) tooLarge()
    out.push(text)
  }
  writeJson(value, write)
  return out.join('')
}

function writeJson(value: Value, write: (text: string) => void): void {
  if (isSequence(value)) {
    write('[')
    for (const [i, item] of value.items.entries()) {
      if (i > 0) write(',')
      writeJson(item, write)
    }
    write(']')
  } else if (isMapping(value)) {
    write('{')
    for (const [i, [name, item]] of sortedEntries(value).entries()) {
      write(`${i > 0 ? ',' : ''}${quoted(name)}:`)
      writeJson(item, write)
    }
    write('}')
  } else if (value.kind === 'string') write(quoted(value.value))
  else if (value.kind === 'number') {
    write(isInfinite(value.value) ? fail('JSON has no infinity') : numberText(value.value))
  } else write(value.kind === 'bool' ? String(value.value) : 'null')
}

/** A string in JSON with the escapes that Go's encoder adds. */
export function quoted(text: string): string {
  const json = JSON.stringify(text.replace(loneSurrogate, '\ufffd'))
  return json.replace(escaped, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const loneSurrogate = /\p{Surrogate}/gu
const escaped = /[<>&\u2028\u2029]/g
