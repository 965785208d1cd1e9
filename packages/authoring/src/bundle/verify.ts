import { bundleFiles } from '@regraft/core'
import { isList, isObject, type Json, type JsonObject, RegraftError } from '@regraft/model'
import { type SigningAlgorithm, verifyBytes } from './algorithms.ts'
import { fileHash } from './hashes.ts'
import { signaturesFile } from './sign.ts'

/** A key that signatures are verified with. */
export interface VerificationKey {
  /** A public key or certificate in PEM, or an HMAC secret. */
  readonly key: Uint8Array
  /** Default RS256. What the token itself says does not count. */
  readonly algorithm?: SigningAlgorithm
  /** The scope that a token must have. Default: none. */
  readonly scope?: string
}

/** Which signatures are good. */
export interface Verification {
  /** By id. */
  readonly keys: { readonly [id: string]: VerificationKey }
  /** The key that must have signed. Default: the one that the token names. */
  readonly keyId?: string
  /** The scope that a token must have, whatever the key's is. */
  readonly scope?: string
}

/**
 * Verifies a bundle as OPA does: the token is signed by the key, and every file stands in it with the hash that it has.
 * Throws RegraftError `BUNDLE_UNSIGNED`, `BUNDLE_SIGNATURE`, `BUNDLE_KEY`, and `BUNDLE_INVALID` for what is no bundle.
 * https://www.openpolicyagent.org/docs/management-bundles#signature-verification
 */
export async function verifyBundle(packed: Uint8Array, verification: Verification): Promise<void> {
  const files = await bundleFiles(packed)
  const signatures = files.get(signaturesFile)
  if (signatures === undefined)
    throw new RegraftError('BUNDLE_UNSIGNED', 'the policy bundle is not signed', {
      hint: 'Build it with `regraft policy build --sign KEY` or `opa build --signing-key KEY`.',
    })
  files.delete(signaturesFile)
  const signed = hashesOf(verifiedPayload(tokenOf(signatures), verification))
  for (const [name, bytes] of files) checkFile(name, bytes, signed)
  const missing = [...signed.keys()].find((name) => !files.has(name))
  if (missing !== undefined) throw bad(`it vouches for /${missing}, which is not in the bundle`)
}

function tokenOf(signatures: Uint8Array): string {
  const value = json(signatures)
  const listed = isObject(value) ? value['signatures'] : undefined
  const [token, ...others] = isList(listed) ? listed : []
  if (typeof token !== 'string') throw bad(`${signaturesFile} holds no token`)
  if (others.length > 0) throw bad(`${signaturesFile} holds several tokens, and only one can be verified`)
  const plugin = isObject(value) ? value['plugin'] : undefined
  if (plugin !== undefined && plugin !== '' && plugin !== '_default')
    throw bad(`it was made by the plugin ${JSON.stringify(plugin)}, which is not there`)
  return token
}

function verifiedPayload(token: string, verification: Verification): JsonObject {
  const parts = token.split('.')
  const [header = '', payload = '', signature = ''] = parts
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]*$/.test(part))) throw bad('its token is no JWT')
  const read = { header: json(decoded(header)), payload: json(decoded(payload)) }
  if (!isObject(read.header) || !isObject(read.payload)) throw bad('its token is no JWT')
  const id = verification.keyId ?? keyIdOf(read.header, 'kid') ?? keyIdOf(read.payload, 'keyid')
  if (id === undefined) throw bad('its token names no key')
  const key = Object.hasOwn(verification.keys, id) ? verification.keys[id] : undefined
  if (key === undefined)
    throw bad(`the key ${JSON.stringify(id)} that it names is not among those that are trusted`)
  const bytes = Buffer.from(`${header}.${payload}`)
  if (!verifyBytes(bytes, decoded(signature), key.key, key.algorithm ?? 'RS256'))
    throw bad(`it was not made by the key ${JSON.stringify(id)}, or the token was changed`)
  const scope = verification.scope ?? key.scope ?? ''
  const own = read.payload['scope'] ?? ''
  if (own !== scope) throw bad(`its scope is ${JSON.stringify(own)}, not ${JSON.stringify(scope)}`)
  return read.payload
}

function keyIdOf(object: JsonObject, name: string): string | undefined {
  const id = object[name]
  return typeof id === 'string' && id !== '' ? id : undefined
}

interface SignedFile {
  readonly hash: string
  readonly algorithm: string
}

function hashesOf(payload: JsonObject): Map<string, SignedFile> {
  const files = isList(payload['files']) ? payload['files'] : []
  const out = new Map<string, SignedFile>()
  for (const file of files) {
    if (!isObject(file)) continue
    const { name, hash, algorithm } = file
    if (typeof name === 'string' && typeof hash === 'string' && typeof algorithm === 'string')
      out.set(name, { hash, algorithm })
  }
  return out
}

function checkFile(name: string, bytes: Uint8Array, signed: ReadonlyMap<string, SignedFile>): void {
  const expected = signed.get(name)
  if (expected === undefined) throw bad(`/${name} of the bundle is not covered by it`)
  let hash: string | undefined
  try {
    hash = fileHash(name, bytes, expected.algorithm)
  } catch {
    throw bad(`/${name} of the bundle is not JSON`)
  }
  if (hash === undefined) throw bad(`/${name} is hashed with ${expected.algorithm}, which OPA does not know`)
  if (hash !== expected.hash.toLowerCase())
    throw bad(`/${name} of the bundle was changed after it was signed`)
}

function decoded(part: string): Buffer {
  return Buffer.from(part, 'base64url')
}

function json(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json
  } catch {
    return undefined
  }
}

function bad(why: string): RegraftError {
  return new RegraftError('BUNDLE_SIGNATURE', `the signature of the policy bundle is not good: ${why}`, {
    hint: 'Do not use this bundle before you know who changed it; its owner can sign it again.',
  })
}
