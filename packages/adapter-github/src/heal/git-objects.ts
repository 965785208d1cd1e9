import { createHash } from 'node:crypto'

/** The name that git gives to a file's bytes: SHA-1 over a header and the bytes (git-scm.com, "Git Internals: Git Objects"). */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
