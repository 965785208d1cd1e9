import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { fail } from '../language/failure.ts'
import { numberType, stringType } from '../language/type.ts'
import { str, unknownOf } from '../language/value.ts'
import { base64, fromBase64, hex, utf8 } from './bytes.ts'
import type { FunctionTable, LanguageFunction } from './define.ts'
import { fileBytes } from './read-file.ts'
import { nobodyKnows, onTexts, unknownFrom } from './results.ts'

type Hash = (bytes: Uint8Array) => Uint8Array

/** Hashes, of strings and of files, and what needs keys or luck. */
export const hashFunctions: FunctionTable = {
  base64sha256: ofString(sha256, base64),
  base64sha512: ofString(sha512, base64),
  md5: ofString(md5, hex),
  sha1: ofString(sha1, hex),
  sha256: ofString(sha256, hex),
  sha512: ofString(sha512, hex),
  filebase64sha256: ofFile(sha256, base64),
  filebase64sha512: ofFile(sha512, base64),
  filemd5: ofFile(md5, hex),
  filesha1: ofFile(sha1, hex),
  filesha256: ofFile(sha256, hex),
  filesha512: ofFile(sha512, hex),
  uuidv5: onTexts(['namespace', 'name'], ([namespace = '', name = '']) => str(uuidv5(namespace, name))),
  uuid: nobodyKnows([]),
  // What a key opens is nothing that should be shown.
  rsadecrypt: onTexts(['ciphertext', 'privatekey'], ([text = '', key = '']) => {
    if (fromBase64(text) === undefined) fail('rsadecrypt: the ciphertext is not base64')
    if (!/^-----BEGIN [^\n]*PRIVATE KEY-----\r?$/m.test(key))
      fail('rsadecrypt: the key is no private key in PEM')
    return unknownOf(stringType, { notNull: true })
  }),
  bcrypt: {
    ...nobodyKnows(['str'], { name: 'cost', type: numberType }),
    call: (args) => {
      if (args.length > 2) fail('bcrypt takes no more than two arguments')
      return unknownFrom(args, stringType, { notNull: true })
    },
  },
}

function ofString(hash: Hash, write: (bytes: Uint8Array) => string): LanguageFunction {
  return onTexts(['str'], ([text = '']) => str(write(hash(utf8(text)))))
}

function ofFile(hash: Hash, write: (bytes: Uint8Array) => string): LanguageFunction {
  return onTexts(['path'], ([path = ''], context) => {
    const bytes = fileBytes(path, context)
    return bytes === undefined ? unknownFrom([], stringType, { notNull: true }) : str(write(hash(bytes)))
  })
}

/** Namespaces of RFC 4122 by the names that Terraform gives them. */
const namespaces: ReadonlyMap<string, string> = new Map(
  ['dns', 'url', 'oid', undefined, 'x500'].flatMap((name, i) =>
    name === undefined ? [] : [[name, `6ba7b81${i}-9dad-11d1-80b4-00c04fd430c8`] as const],
  ),
)

function uuidv5(namespace: string, name: string): string {
  const space = uuidBytes(namespaces.get(namespace) ?? namespace)
  if (space === undefined) return fail('uuidv5: the namespace is no UUID')
  const bytes = sha1(Uint8Array.from([...space, ...utf8(name)])).slice(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A UUID with hyphens, in braces, as a URN, or 32 digits alone. */
function uuidBytes(text: string): number[] | undefined {
  // What encloses 38 characters is not looked at.
  const plain = text.length === 38 ? text.slice(1, 37) : text.replace(/^urn:uuid:(?=.{36}$)/i, '')
  const digits = /^[\da-f]{32}$/i.test(text)
    ? text
    : plain.replace(/^(.{8})-(.{4})-(.{4})-(.{4})-(.{12})$/, '$1$2$3$4$5')
  if (!/^[\da-f]{32}$/i.test(digits)) return undefined
  return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
}
