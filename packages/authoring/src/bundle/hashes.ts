import { createHash } from 'node:crypto'
import { canonicalText } from './canonical.ts'

/** OPA's names of hash functions and OpenSSL's. */
const algorithms: { readonly [name: string]: string } = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA-512-224': 'sha512-224',
  'SHA-512-256': 'sha512-256',
}

/** What `.signatures.json` vouches for: one file and its hash in hexadecimal. */
export interface FileHash {
  readonly name: string
  readonly hash: string
  readonly algorithm: string
}

/**
 * The hash of a bundle's file as OPA computes it: of `data.json` and `.manifest` the JSON counts, of all others the
 * bytes. Undefined for a hash function that OPA has not. Throws SyntaxError for a structured file that is no JSON.
 */
export function fileHash(name: string, bytes: Uint8Array, algorithm: string): string | undefined {
  const known = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined
  if (known === undefined) return undefined
  const hashed = isStructured(name) ? canonicalText(new TextDecoder().decode(bytes)) : bytes
  return createHash(known).update(hashed).digest('hex')
}

function isStructured(name: string): boolean {
  const base = name.split('/').at(-1)
  return base === 'data.json' || base === '.manifest'
}
