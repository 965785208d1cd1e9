import { nativeBuiltins } from './native.ts'
import type { BuiltinTable } from './table.ts'

/** Built-ins of one file, which is loaded when a policy calls one of them. */
export interface Family {
  readonly names: readonly string[]
  readonly load: () => Promise<BuiltinTable>
}

export const families: readonly Family[] = [
  {
    names: ['cast_array', 'cast_set', 'cast_string', 'cast_boolean', 'cast_null', 'cast_object'],
    load: async () => (await import('./casts.ts')).table,
  },
  {
    names: [
      'crypto.md5',
      'crypto.sha1',
      'crypto.sha256',
      'crypto.hmac.md5',
      'crypto.hmac.sha1',
      'crypto.hmac.sha256',
      'crypto.hmac.sha512',
      'crypto.hmac.equal',
    ],
    load: async () => (await import('./crypto.ts')).table,
  },
  {
    names: [
      'base64url.encode_no_pad',
      'hex.encode',
      'hex.decode',
      'urlquery.encode',
      'urlquery.decode',
      'urlquery.encode_object',
      'urlquery.decode_object',
      'json.marshal_with_options',
    ],
    load: async () => (await import('./encoding.ts')).table,
  },
  {
    names: ['glob.quote_meta'],
    load: async () => (await import('./glob.ts')).table,
  },
  {
    names: ['graph.reachable_paths'],
    load: async () => (await import('./graph.ts')).table,
  },
  {
    names: ['json.patch'],
    load: async () => (await import('./json-patch.ts')).table,
  },
  {
    names: ['net.cidr_is_valid', 'net.cidr_expand', 'net.cidr_contains_matches', 'net.cidr_merge'],
    load: async () => (await import('./net.ts')).table,
  },
  {
    names: ['numbers.range_step', 'rand.intn'],
    load: async () => (await import('./numbers.ts')).table,
  },
  {
    names: ['object.subset'],
    load: async () => (await import('./objects.ts')).table,
  },
  {
    names: ['internal.print', 'internal.test_case', 'trace'],
    load: async () => (await import('./output.ts')).table,
  },
  {
    names: ['regex.split', 'regex.replace', 'regex.find_n', 'regex.template_match'],
    load: async () => (await import('./regex.ts')).table,
  },
  {
    names: ['semver.is_valid', 'semver.compare'],
    load: async () => (await import('./semver.ts')).table,
  },
  {
    names: ['sprintf'],
    load: async () => (await import('./sprintf.ts')).table,
  },
  {
    names: [
      'strings.any_prefix_match',
      'strings.any_suffix_match',
      'strings.count',
      'strings.split_n',
      'indexof_n',
    ],
    load: async () => (await import('./strings.ts')).table,
  },
  {
    names: [
      'time.parse_ns',
      'time.parse_rfc3339_ns',
      'time.parse_duration_ns',
      'time.format',
      'time.date',
      'time.clock',
      'time.weekday',
      'time.add_date',
      'time.diff',
    ],
    load: async () => (await import('./time.ts')).table,
  },
  {
    names: ['units.parse', 'units.parse_bytes'],
    load: async () => (await import('./units.ts')).table,
  },
  {
    names: ['uri.is_valid', 'uri.parse'],
    load: async () => (await import('./uri.ts')).table,
  },
  {
    names: ['uuid.rfc4122', 'uuid.parse'],
    load: async () => (await import('./uuid.ts')).table,
  },
  {
    names: ['yaml.is_valid', 'yaml.unmarshal', 'yaml.marshal'],
    load: async () => (await import('./yaml.ts')).table,
  },
]

/**
 * Every built-in a policy may call without a bridge: those of OPA's Wasm target and those of the host, sorted.
 * Hand it to `check` and `compile` of `@regraft/rego` as `builtins`, so that others are compile errors.
 */
export const hostBuiltins: readonly string[] = [
  ...nativeBuiltins,
  ...families.flatMap((family) => family.names),
].sort()
