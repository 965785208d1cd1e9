/** One way to understand a difference: when a value is wrong, and what makes it right. */
export interface Reading {
  /** Lines of Rego that hold where it is wrong. */
  readonly conditions: readonly string[]
  /** What is wrong, for people: `is not true`. */
  readonly says: string
  /** The operation, as an expression of `data.regraft.fix`. */
  readonly operation: string
  /** What it does, for people: `Set encrypted to true`. */
  readonly does: string
}

/** How the names of values are understood. Facts about English words, not about products. */
export interface Hints {
  readonly lower: boolean
  readonly upper: boolean
  readonly identity: boolean
}

const lower: ReadonlySet<string> = new Set([
  ...['min', 'minimum', 'least', 'retention', 'length', 'days', 'period', 'replicas', 'backup', 'backups'],
])
const upper: ReadonlySet<string> = new Set([
  'max',
  'maximum',
  'most',
  'limit',
  'ttl',
  'timeout',
  'hop',
  'hops',
])
const identity: ReadonlySet<string> = new Set([
  ...[
    'name',
    'id',
    'ids',
    'image',
    'arn',
    'host',
    'hostname',
    'path',
    'url',
    'uri',
    'region',
    'zone',
    'bucket',
  ],
  ...[
    'port',
    'user',
    'group',
    'uid',
    'gid',
    'cidr',
    'ip',
    'address',
    'key',
    'description',
    'namespace',
    'role',
  ],
])

const onWords: ReadonlySet<string> = new Set([
  ...[
    'active',
    'always',
    'enable',
    'enabled',
    'enforce',
    'enforced',
    'on',
    'require',
    'required',
    'strict',
    'yes',
  ],
])

/** A word that switches something on: any other leaves it off. */
export function switchesOn(value: unknown): boolean {
  return typeof value === 'string' && onWords.has(value.toLowerCase())
}

/** What the words of a key (`minimum_password_length`, `hostPort`) say about its value. */
export function hintsOf(key: string): Hints {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  const says = (known: ReadonlySet<string>): boolean => words.some((word) => known.has(word))
  return { lower: says(lower), upper: says(upper), identity: says(identity) }
}

/** A word such as providers offer to choose from: `Enabled`, `public-read`. */
export function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 40 && /^[A-Za-z]+([_-][A-Za-z]+)*$/.test(value)
}
