import { fail } from '../language/failure.ts'
import { anyType, objectOf, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { list, object, str, textOf } from '../language/value.ts'
import type { FunctionTable } from './define.ts'
import { text } from './results.ts'

export const csvFunctions: FunctionTable = {
  csvdecode: {
    parameters: [text('str')],
    returns: () => anyType,
    call: ([value]) => table(textOf(value as Value)),
  },
}

function table(source: string): Value {
  const [headers, ...rows] = records(source)
  if (headers === undefined) return fail('csvdecode: a header line is missing')
  const names = headers.map((header) => header.normalize('NFC'))
  if (new Set(names).size < names.length) fail('csvdecode: two columns have the same name')
  const items = rows.map((row) => {
    if (row.length !== names.length) fail('csvdecode: a line has the wrong number of fields')
    return object(new Map(row.map((field, i) => [names[i] as string, str(field)])))
  })
  return list(items, objectOf(new Map(names.map((name) => [name, stringType]))))
}

/** The records of a text of RFC 4180 as Go reads them: any line break, empty lines left out, quotes exact. */
function records(source: string): string[][] {
  const lines = source.replaceAll('\r\n', '\n').replace(/\r$/, '')
  const out: string[][] = []
  for (let at = 0; at < lines.length; ) {
    if (lines[at] === '\n') {
      at++
      continue
    }
    const record: string[] = []
    do {
      const [field, end] = lines[at] === '"' ? quoted(lines, at + 1) : plain(lines, at)
      record.push(field)
      at = end + 1
    } while (lines[at - 1] === ',')
    out.push(record)
  }
  return out
}

/** A field and where it ends: at a comma, a line break or the end of the text. */
type Field = readonly [string, number]

function plain(lines: string, start: number): Field {
  let end = start
  while (end < lines.length && lines[end] !== ',' && lines[end] !== '\n') end++
  const field = lines.slice(start, end)
  return field.includes('"') ? fail('csvdecode: a quote stands in a field without quotes') : [field, end]
}

function quoted(lines: string, start: number): Field {
  let field = ''
  for (let at = start; ; ) {
    const end = lines.indexOf('"', at)
    if (end < 0) fail('csvdecode: a quote is not closed')
    field += lines.slice(at, end)
    const next = lines[end + 1]
    if (next === undefined || next === ',' || next === '\n') return [field, end + 1]
    if (next !== '"') fail('csvdecode: text follows a closing quote')
    field += '"'
    at = end + 2
  }
}
