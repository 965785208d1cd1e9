import { hmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { hex } from './encoding.ts'
import { text } from './operands.ts'
import type { Builtin, BuiltinTable } from './table.ts'

const utf8 = new TextEncoder()

type Hash = typeof sha256 | typeof sha512 | typeof md5 | typeof sha1

export const table: BuiltinTable = {
  'crypto.md5': digest(md5),
  'crypto.sha1': digest(sha1),
  'crypto.sha256': digest(sha256),
  'crypto.hmac.md5': keyed(md5),
  'crypto.hmac.sha1': keyed(sha1),
  'crypto.hmac.sha256': keyed(sha256),
  'crypto.hmac.sha512': keyed(sha512),
  'crypto.hmac.equal': (a, b) => text(a) === text(b),
}

function digest(hash: Hash): Builtin {
  return (value) => hex(hash(utf8.encode(text(value))))
}

function keyed(hash: Hash): Builtin {
  return (message, key) => hex(hmac(hash, utf8.encode(text(key)), utf8.encode(text(message))))
}
