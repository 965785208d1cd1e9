import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import type { Num } from '../language/number.ts'
import { fromBigInt, negate, parseNumber } from '../language/number.ts'
import { anyType, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { bool, nullOf, num, str } from '../language/value.ts'
import { fromBase64 } from './bytes.ts'
import { timestampText, yamlTimestamp } from './timestamp.ts'

/** A scalar as the file has it. */
export interface YamlScalar {
  readonly text: string
  /** The part of its tag after `tag:yaml.org,2002:`; empty without a tag, undefined for any other tag. */
  readonly tag: string | undefined
  readonly style: 'plain' | 'quoted' | 'block'
}

const tags: ReadonlySet<string | undefined> = new Set([
  '',
  'str',
  'bool',
  'int',
  'float',
  'null',
  'timestamp',
  'binary',
])

/** What a scalar says, as go-cty-yaml takes it. */
export function yamlScalar(scalar: YamlScalar): Value {
  const value = resolved(scalar)
  // Without a tag a block is a string, yet of what it says and not of how that is written.
  return scalar.style === 'block' && scalar.tag === '' ? convertTo(value, stringType) : value
}

/** The same without the last step: keys go without it. */
export function resolved({ text, tag, style }: YamlScalar): Value {
  if (!tags.has(tag)) return fail(`the YAML has a tag that stands for no type`)
  const open = tag !== 'str' && tag !== 'binary' && /^(?:$|[-+.~0-9yYnNtTfFoO])/.test(text)
  if (open && style === 'quoted') return str(text)
  return (open ? (constant(text) ?? numeric(text, tag)) : undefined) ?? byTag(text, tag)
}

/** A text that always stands for the same. */
function constant(text: string): Value | undefined {
  if (/^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return bool(true)
  if (/^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return bool(false)
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return nullOf(anyType)
  if (!/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return undefined
  return num(text.startsWith('-') ? -Infinity : Infinity)
}

function numeric(text: string, tag: string | undefined): Value | undefined {
  if (tag === '' && /^\.(?:nan|NaN|NAN)$/.test(text)) fail('the YAML has a number that is none')
  if (text.startsWith('.')) return numberOf(parseNumber(text))
  if (!/^[-+\d]/.test(text)) return undefined
  if (tag === '' || tag === 'timestamp') {
    const time = yamlTimestamp(text)
    if (time !== undefined) return str(timestampText(time))
  }
  const integer = /^(?:[-+]?\d+|0o[0-7]+|0x[\da-fA-F]+)$/.test(text)
  const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)
  return integer || decimal ? tagged(text) : undefined
}

function numberOf(value: Num | undefined): Value | undefined {
  return value === undefined ? undefined : num(value)
}

function byTag(text: string, tag: string | undefined): Value {
  switch (tag) {
    case 'int':
    case 'float':
      return tagged(text)
    case 'null':
      return nullOf(anyType)
    case 'bool':
      return fail(`the YAML has a bool that is none`)
    case 'timestamp': {
      const time = yamlTimestamp(text) ?? fail('the YAML has a timestamp that is none')
      return str(timestampText(time))
    }
    case 'binary':
      if (fromBase64(text) === undefined) fail('the YAML has binary content that is not base64')
  }
  return str(text)
}

/** A number: decimal, or whole of 64 bits with the prefix of another base; `_` may stand between digits. */
function tagged(text: string): Value {
  const plain = text.replaceAll('_', '')
  return num(parseNumber(plain) ?? prefixed(plain) ?? fail('the YAML has a number that is none'))
}

function prefixed(plain: string): Num | undefined {
  const [, sign, digits] = /^([-+]?)(0(?:[xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+))$/.exec(plain) ?? []
  if (digits === undefined) return undefined
  const value = BigInt(digits)
  if (value >> (sign === '' ? 64n : 63n) !== 0n) return undefined
  return sign === '-' ? negate(fromBigInt(value)) : fromBigInt(value)
}
