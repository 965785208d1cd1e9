/**
 * A Rego value. JSON plus sets, objects with keys of any type, and numbers that no double holds exactly.
 * Values are never changed once made.
 */
export type RegoValue =
  | null
  | boolean
  | number
  | string
  | BigNumber
  | readonly RegoValue[]
  | RegoObject
  | RegoSet

/** A number by its decimal text, where a double would write it otherwise: `100000000000000000000`, `1.0`. */
export class BigNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Members by what their keys equal. */
export class RegoObject {
  readonly #members = new Map<string, readonly [RegoValue, RegoValue]>()

  constructor(members: Iterable<readonly [RegoValue, RegoValue]> = []) {
    for (const [key, value] of members) this.#members.set(keyOf(key), [key, value])
  }

  get size(): number {
    return this.#members.size
  }

  get(key: RegoValue): RegoValue | undefined {
    return this.#members.get(keyOf(key))?.[1]
  }

  has(key: RegoValue): boolean {
    return this.#members.has(keyOf(key))
  }

  entries(): Iterable<readonly [RegoValue, RegoValue]> {
    return this.#members.values()
  }

  /** Members as OPA orders them. */
  sorted(): (readonly [RegoValue, RegoValue])[] {
    return [...this.#members.values()].sort(([a], [b]) => compareValues(a, b))
  }
}

export class RegoSet {
  readonly #items = new Map<string, RegoValue>()

  constructor(items: Iterable<RegoValue> = []) {
    for (const item of items) this.#items.set(keyOf(item), item)
  }

  get size(): number {
    return this.#items.size
  }

  has(item: RegoValue): boolean {
    return this.#items.has(keyOf(item))
  }

  items(): Iterable<RegoValue> {
    return this.#items.values()
  }

  /** Items as OPA orders them. */
  sorted(): RegoValue[] {
    return [...this.#items.values()].sort(compareValues)
  }
}

export function isArray(value: RegoValue | undefined): value is readonly RegoValue[] {
  return Array.isArray(value)
}

export function isNumber(value: RegoValue | undefined): value is number | BigNumber {
  return typeof value === 'number' || value instanceof BigNumber
}

/** The value in Rego notation, which `opa_value_parse` reads. Numbers keep their own text. */
export function printTerm(value: RegoValue): string {
  return written(value, (number) => number.text)
}

/** A text that equal values share, and no others: `1.0` is `1`. */
export function keyOf(value: RegoValue): string {
  return written(value, (number) => {
    const double = Number(number.text)
    return /^-?\d+$/.test(number.text) || !Number.isFinite(double) ? number.text : numberText(double)
  })
}

export function equalValues(a: RegoValue, b: RegoValue): boolean {
  return keyOf(a) === keyOf(b)
}

function written(value: RegoValue, big: (number: BigNumber) => string): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || typeof value !== 'object') return numberText(value)
  if (value instanceof BigNumber) return big(value)
  if (value instanceof RegoSet)
    return value.size === 0
      ? 'set()'
      : `{${value
          .sorted()
          .map((item) => written(item, big))
          .join(',')}}`
  if (value instanceof RegoObject) {
    const members = value.sorted().map(([key, member]) => `${written(key, big)}:${written(member, big)}`)
    return `{${members.join(',')}}`
  }
  return `[${value.map((item) => written(item, big)).join(',')}]`
}

function numberText(value: null | boolean | number): string {
  // A double writes 1e21 as "1e+21", which the Wasm parser reads too.
  return Object.is(value, -0) ? '0' : String(value)
}

/** Rego's order: null, booleans, numbers, strings (by code point), arrays, objects, sets. */
export function compareValues(a: RegoValue, b: RegoValue): number {
  const rank = rankOf(a) - rankOf(b)
  if (rank !== 0) return rank
  if (typeof a === 'string') return compareCodePoints(a, b as string)
  if (isNumber(a)) return compareNumbers(a, b as number | BigNumber)
  if (typeof a === 'boolean') return Number(a) - Number(b)
  if (isArray(a)) return compareLists(a, b as readonly RegoValue[])
  if (a instanceof RegoSet) return compareLists(a.sorted(), (b as RegoSet).sorted())
  if (a instanceof RegoObject) return compareObjects(a, b as RegoObject)
  return 0
}

function rankOf(value: RegoValue): number {
  if (value === null) return 0
  if (typeof value === 'boolean') return 1
  if (isNumber(value)) return 2
  if (typeof value === 'string') return 3
  if (isArray(value)) return 4
  return value instanceof RegoObject ? 5 : 6
}

function compareLists(a: readonly RegoValue[], b: readonly RegoValue[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i] as RegoValue, b[i] as RegoValue)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareObjects(a: RegoObject, b: RegoObject): number {
  const [left, right] = [a.sorted(), b.sorted()]
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x, y] = [left[i], right[i]] as [readonly [RegoValue, RegoValue], readonly [RegoValue, RegoValue]]
    const order = compareValues(x[0], y[0]) || compareValues(x[1], y[1])
    if (order !== 0) return order
  }
  return left.length - right.length
}

function compareNumbers(a: number | BigNumber, b: number | BigNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [x, y] = [String(a instanceof BigNumber ? a.text : a), String(b instanceof BigNumber ? b.text : b)]
  if (/^-?\d+$/.test(x) && /^-?\d+$/.test(y)) {
    const [left, right] = [BigInt(x), BigInt(y)]
    return left < right ? -1 : left > right ? 1 : 0
  }
  return Number(x) - Number(y)
}

/** Orders as UTF-8 bytes do, which is how Go compares strings; UTF-16 code units differ beyond U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x === y) continue
    const [high, low] = [x >= 0xd800 && x < 0xe000, y >= 0xd800 && y < 0xe000]
    return high === low ? x - y : high ? 1 : -1
  }
  return a.length - b.length
}
