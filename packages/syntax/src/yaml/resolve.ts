/**
 * How plain scalars are read.
 * - `core`: the core schema of YAML 1.2.2 (10.3.2).
 * - `go`: what Kubernetes' own reader does (sigs.k8s.io/yaml on yaml.v2): also `yes`, `on`, `y`, `0777`, `0b1`, `1_000`.
 */
export type Dialect = 'core' | 'go'

const special: { readonly [text: string]: null | boolean } = {
  '': null,
  '~': null,
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
}
const goBooleans: { readonly [text: string]: boolean } = Object.fromEntries([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
])

const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
const coreRadix = /^0(?:o[0-7]+|x[\da-fA-F]+)$/
const goRadix = /^([-+]?)0(?:([xX])([\da-fA-F]+)|([bB])([01]+)|[oO]?([0-7]+))$/

/** The value of a plain scalar. `.inf` and `.nan` have no JSON value and stay text. */
export function resolvePlain(text: string, dialect: Dialect): null | boolean | number | string {
  const c = text.charCodeAt(0)
  // Letters that begin no special word decide most scalars at once.
  if (text.length > 5 && !startsNumber(c)) return text
  if (Object.hasOwn(special, text)) return special[text] as null | boolean
  if (dialect === 'go' && Object.hasOwn(goBooleans, text)) return goBooleans[text] as boolean
  if (!startsNumber(c)) return text
  return number(text, dialect) ?? text
}

function startsNumber(c: number): boolean {
  return (c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46
}

function number(text: string, dialect: Dialect): number | undefined {
  if (dialect === 'core') {
    if (coreRadix.test(text)) return finite(Number(text))
    return float.test(text) ? finite(Number(text)) : undefined
  }
  const digits = text.includes('_') ? text.replaceAll('_', '') : text
  const radix = goRadix.exec(digits)
  if (radix !== null) {
    const [, sign, hex, hexDigits, binary, binaryDigits, octal] = radix
    const value = hex
      ? Number.parseInt(hexDigits as string, 16)
      : binary
        ? Number.parseInt(binaryDigits as string, 2)
        : Number.parseInt(octal as string, 8)
    return finite(sign === '-' ? -value : value)
  }
  return float.test(digits) ? finite(Number(digits)) : undefined
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

/** The value of a scalar with a tag of YAML's own (`!!str`), or undefined when the tag says nothing about it. */
export function resolveTagged(
  text: string,
  tag: string,
  dialect: Dialect,
): null | boolean | number | string | undefined {
  switch (tag) {
    case '!':
    case 'tag:yaml.org,2002:str':
    case 'tag:yaml.org,2002:binary':
    case 'tag:yaml.org,2002:timestamp':
      return text
    case 'tag:yaml.org,2002:null':
      return null
    case 'tag:yaml.org,2002:bool':
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
      return resolvePlain(text, dialect)
    default:
      return undefined
  }
}
