import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { fail } from '../../language/failure.ts'
import { fromDouble } from '../../language/number.ts'
import { anyType } from '../../language/type.ts'
import type { Value } from '../../language/value.ts'
import {
  bool,
  compareBytes,
  isMapping,
  isSequence,
  nullOf,
  num,
  object,
  str,
  tuple,
} from '../../language/value.ts'
import type { Statement } from './statement.ts'
import { jsonMember, jsonText, objectOf, statementOfJson } from './statement.ts'

/** A policy document that is read, or being put together. */
export interface PolicyDocument {
  readonly version: Value | undefined
  readonly id: Value | undefined
  /** Undefined: nobody knows how many there are. */
  readonly statements: readonly Statement[] | undefined
}

export const emptyDocument: PolicyDocument = { version: undefined, id: undefined, statements: [] }

/** The document that a text holds; undefined for an empty text. */
export function readDocument(text: Value): PolicyDocument | undefined {
  if (text.kind === 'unknown')
    return text.decoded === undefined ? { ...emptyDocument, statements: undefined } : documentOf(text.decoded)
  if (text.kind !== 'string') return fail('a policy document is a text in JSON')
  return text.value === '' ? undefined : documentOf(text.decoded ?? parse(text.value))
}

function documentOf(value: Value): PolicyDocument {
  if (value.kind === 'null') return emptyDocument
  if (value.kind === 'unknown') return { ...emptyDocument, statements: undefined }
  if (!isMapping(value)) return fail('a policy document is an object')
  return {
    version: jsonText(value, 'Version'),
    id: jsonText(value, 'Id'),
    statements: statementsOf(jsonMember(value, 'Statement')),
  }
}

function statementsOf(value: Value | undefined): readonly Statement[] | undefined {
  if (value === undefined || value.kind === 'null') return []
  if (value.kind === 'unknown') return undefined
  return isSequence(value) ? value.items.map(statementOfJson) : fail('Statement is a list')
}

/** What is known of the Sids of a document that is merged: none is in the other, no two are the same, nothing. */
type Sids = 'new' | 'distinct' | 'any'

/** `added` merged into `base`: its id and the later version count, its statements replace those of the same Sid. */
export function merge(base: PolicyDocument, added: PolicyDocument, sids: Sids): PolicyDocument {
  const known = base.statements !== undefined && added.statements !== undefined
  return {
    version: later(base.version, added.version),
    id: added.id ?? base.id,
    statements: known ? mergeStatements(base.statements, added.statements, sids) : undefined,
  }
}

function later(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === undefined || b === undefined) return a ?? b
  if (a.kind !== 'string' || b.kind !== 'string') return a.kind === 'string' ? b : a
  return compareBytes(b.value, a.value) > 0 ? b : a
}

/** Undefined when an unknown Sid decides how many statements there are. */
function mergeStatements(
  base: readonly Statement[],
  added: readonly Statement[],
  sids: Sids,
): readonly Statement[] | undefined {
  const out = [...base]
  for (const statement of added) {
    const others = sids === 'any' ? out : sids === 'new' ? [] : out.slice(0, base.length)
    const at = placeOf(statement, others)
    if (at === undefined) return undefined
    if (at < 0) out.push(statement)
    else out[at] = statement
  }
  return out
}

function placeOf({ sid }: Statement, others: readonly Statement[]): number | undefined {
  if (sid === undefined) return -1
  const open = others.some((other) => other.sid?.kind === 'unknown')
  if (sid.kind !== 'string') return others.some((other) => other.sid !== undefined) ? undefined : -1
  const at = others.findIndex((other) => other.sid?.kind === 'string' && other.sid.value === sid.value)
  return at < 0 && open ? undefined : at
}

/** The document as a value; undefined when nobody knows how many statements it has. */
export function documentValue({ version, id, statements }: PolicyDocument): Value | undefined {
  if (statements === undefined) return undefined
  const list = statements.length === 0 ? undefined : tuple(statements.map(({ value }) => value))
  return objectOf([
    ['Version', version],
    ['Id', id],
    ['Statement', list],
  ])
}

function parse(text: string): Value {
  try {
    // What JSON.parse returns is JSON.
    return valueOfJson(JSON.parse(text) as Json)
  } catch {
    return fail('the policy document is not JSON')
  }
}

function valueOfJson(json: Json): Value {
  if (json === null) return nullOf(anyType)
  if (isList(json)) return tuple(json.map(valueOfJson))
  if (isObject(json))
    return object(new Map(Object.entries(json).map(([key, value]) => [key, valueOfJson(value)])))
  if (typeof json === 'string') return str(json)
  return typeof json === 'number' ? num(fromDouble(json)) : bool(json)
}
