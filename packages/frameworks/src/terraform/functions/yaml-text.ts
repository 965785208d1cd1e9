import { numberText } from '../language/number.ts'
import type { MappingValue, Value } from '../language/value.ts'
import { isMapping, isSequence, sortedEntries } from '../language/value.ts'
import { utf8 } from './bytes.ts'
import { YamlWriter } from './yaml-writer.ts'

/** A longer key, or one of more than one line, stands after `? `. */
const maxSimpleKey = 128

const lineBreak = /[\n\r\u0085\u2028\u2029]/

/** The YAML of a value without unknown parts, byte for byte as go-cty-yaml lays it out. */
export function yamlText(value: Value): string {
  const writer = new YamlWriter()
  writeNode(writer, value, 'root')
  writer.lineBreak()
  // A plain scalar alone could go on; this ends it.
  const plain = value.kind === 'null' || value.kind === 'bool' || value.kind === 'number'
  return writer.text() + (plain ? '...\n' : '')
}

type Place = 'root' | 'item' | 'value'

function writeNode(writer: YamlWriter, value: Value, place: Place): void {
  if (isSequence(value)) {
    if (value.items.length === 0) writer.indicator('[]')
    else {
      // The items of a list after a key stand below the key itself.
      writer.nest(place === 'value' && !writer.indention ? 0 : 2, () => {
        for (const item of value.items) {
          writer.lineBreak()
          writer.structure('-')
          writeNode(writer, item, 'item')
        }
      })
    }
  } else if (isMapping(value)) {
    if (value.entries.size === 0) writer.indicator('{}')
    else writer.nest(2, () => writeEntries(writer, value))
  } else writer.nest(place === 'root' ? 2 : 0, () => writeScalar(writer, value))
}

function writeEntries(writer: YamlWriter, value: MappingValue): void {
  for (const [name, item] of sortedEntries(value)) {
    writer.lineBreak()
    if (lineBreak.test(name) || utf8(name).length > maxSimpleKey) {
      writer.structure('?')
      writeString(writer, name)
      writer.lineBreak()
      writer.structure(':')
    } else {
      writer.quoted(name, false)
      writer.colon()
    }
    writeNode(writer, item, 'value')
  }
}

function writeScalar(writer: YamlWriter, value: Value): void {
  if (value.kind === 'string') writeString(writer, value.value)
  else if (value.kind === 'number') writer.indicator(numberText(value.value))
  else writer.indicator(value.kind === 'bool' ? String(value.value) : 'null')
}

function writeString(writer: YamlWriter, text: string): void {
  writer.nest(2, () => {
    if (text.includes('\n') && mayBeLiteral(text)) writer.literal(text)
    else writer.quoted(text, true)
  })
}

/** A block cannot say a character that is not printed, a space before a line break or one at the end. */
function mayBeLiteral(text: string): boolean {
  return (
    !/ [\n\r\u0085\u2028\u2029]| $/.test(text) &&
    !/[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text)
  )
}
