import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signWith,
  timingSafeEqual,
  verify as verifyWith,
} from 'node:crypto'
import { RegraftError } from '@regraft/model'

/** How bundles can be signed: the names of RFC 7518, 3.1, that OPA knows. */
export const signingAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'HS256',
  'HS384',
  'HS512',
] as const

export type SigningAlgorithm = (typeof signingAlgorithms)[number]

/** The curve that each ECDSA algorithm is defined for, by OpenSSL's name. */
const curves: { readonly [algorithm: string]: string } = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
}

export function isSigningAlgorithm(name: string): name is SigningAlgorithm {
  return signingAlgorithms.some((each) => each === name)
}

/** Signs bytes with a PEM private key, or with an HMAC secret. Throws RegraftError `BUNDLE_KEY`. */
export function signBytes(bytes: Uint8Array, key: Uint8Array, algorithm: SigningAlgorithm): Buffer {
  const digest = digestOf(algorithm)
  if (algorithm.startsWith('HS')) return createHmac(digest, secret(key)).update(bytes).digest()
  const read = keyOf(() => createPrivateKey(Buffer.from(key)), 'a private key in PEM')
  checkKind(read, algorithm)
  return signWith(digest, bytes, { key: read, ...padding(algorithm) })
}

/**
 * Whether these bytes were signed so. The key is a PEM public key, certificate or private key, or an HMAC secret. Throws
 * RegraftError `BUNDLE_KEY`.
 */
export function verifyBytes(
  bytes: Uint8Array,
  signature: Uint8Array,
  key: Uint8Array,
  algorithm: SigningAlgorithm,
): boolean {
  const digest = digestOf(algorithm)
  if (algorithm.startsWith('HS')) {
    const own = createHmac(digest, secret(key)).update(bytes).digest()
    return own.length === signature.length && timingSafeEqual(own, signature)
  }
  const read = keyOf(() => createPublicKey(Buffer.from(key)), 'a public key or certificate in PEM')
  checkKind(read, algorithm)
  return verifyWith(digest, bytes, { key: read, ...padding(algorithm) }, signature)
}

function digestOf(algorithm: SigningAlgorithm): string {
  return `sha${algorithm.slice(2)}`
}

function padding(algorithm: SigningAlgorithm): object {
  if (algorithm.startsWith('ES')) return { dsaEncoding: 'ieee-p1363' }
  if (algorithm.startsWith('PS'))
    return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  return { padding: constants.RSA_PKCS1_PADDING }
}

/** An empty secret would let anybody sign. */
function secret(key: Uint8Array): Uint8Array {
  if (key.length === 0) throw wrongKey('it is empty, and HMAC needs a secret')
  return key
}

function keyOf(read: () => KeyObject, what: string): KeyObject {
  try {
    return read()
  } catch (cause) {
    throw wrongKey(`it is not ${what}`, cause)
  }
}

function checkKind(key: KeyObject, algorithm: SigningAlgorithm): void {
  const kind = key.asymmetricKeyType
  const curve = curves[algorithm]
  if (curve === undefined ? kind !== 'rsa' : kind !== 'ec')
    throw wrongKey(
      `${algorithm} needs ${curve === undefined ? 'an RSA key' : 'an EC key'}, and it is ${kind}`,
    )
  const own = key.asymmetricKeyDetails?.namedCurve
  if (curve !== undefined && own !== curve)
    throw wrongKey(`${algorithm} needs a key on the curve ${curve}, and it is on ${own}`)
}

function wrongKey(why: string, cause?: unknown): RegraftError {
  return new RegraftError('BUNDLE_KEY', `the key cannot be used: ${why}`, {
    hint: 'Name the algorithm that the key was made for: RS256 unless another one is given.',
    cause,
  })
}
