import { bundleFiles } from '@regraft/core'
import { compareText, RegraftError } from '@regraft/model'
import { type SigningAlgorithm, signBytes } from './algorithms.ts'
import { packBundle } from './archive.ts'
import { type FileHash, fileHash } from './hashes.ts'

export const signaturesFile = '.signatures.json'

/** How a bundle is signed. */
export interface SigningKey {
  /** A private key in PEM, or an HMAC secret. */
  readonly key: Uint8Array
  /** Default RS256, as of `opa build`. */
  readonly algorithm?: SigningAlgorithm
  /** What verifiers look the key up by. Default `default`, as of `opa build`. */
  readonly keyId?: string
  readonly scope?: string
}

/**
 * A bundle with `.signatures.json` as OPA writes it: a JWT over the hashes of all files. Signatures of RS and HS are the
 * same each time; those of PS and ES hold random bytes. Throws RegraftError `BUNDLE_INVALID`, `BUNDLE_KEY`.
 * https://www.openpolicyagent.org/docs/management-bundles#signing
 */
export async function signBundle(packed: Uint8Array, signing: SigningKey): Promise<Uint8Array> {
  const files = await bundleFiles(packed)
  files.delete(signaturesFile)
  const hashes = [...files].map(([name, bytes]) => hashOf(name, bytes))
  const text = `${JSON.stringify({ signatures: [token(hashes, signing)] }, null, 1)}\n`
  files.set(signaturesFile, new TextEncoder().encode(text))
  return packBundle(new Map([...files].sort(([a], [b]) => compareText(a, b))))
}

function hashOf(name: string, bytes: Uint8Array): FileHash {
  try {
    return { name, hash: fileHash(name, bytes, 'SHA-256') ?? '', algorithm: 'SHA-256' }
  } catch (cause) {
    throw new RegraftError('BUNDLE_INVALID', `/${name} of the policy bundle is not JSON`, { cause })
  }
}

function token(files: readonly FileHash[], signing: SigningKey): string {
  const { key, algorithm = 'RS256', keyId = 'default', scope } = signing
  const header = { alg: algorithm, kid: keyId, typ: 'JWT' }
  const payload = { files, keyid: keyId, ...(scope === undefined ? {} : { scope }) }
  const signed = `${encoded(header)}.${encoded(payload)}`
  return `${signed}.${signBytes(Buffer.from(signed), key, algorithm).toString('base64url')}`
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
