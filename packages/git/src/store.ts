import type { Git } from './git.ts'

/** Stores bytes as they are, as a blob. */
export async function storeBlob(git: Git, bytes: Uint8Array): Promise<string> {
  return hashed(git, ['-w', '--no-filters', '--stdin'], bytes)
}

/** The blob that a file would become as `git add` makes it: line endings and filters applied. `path`: relative to git's folder. */
export async function cleanBlob(git: Git, path: string, bytes: Uint8Array): Promise<string> {
  return hashed(git, [`--path=${path}`, '--stdin'], bytes)
}

/** The bytes of a blob as `git checkout` writes them. `path`: relative to the top of the work tree. */
export async function checkedOut(git: Git, path: string, blob: string): Promise<Uint8Array> {
  const { stdout } = await git.run(['cat-file', '--filters', `--path=${path}`, blob])
  return new Uint8Array(stdout)
}

async function hashed(git: Git, options: readonly string[], input: Uint8Array): Promise<string> {
  const { stdout } = await git.run(['hash-object', '-t', 'blob', ...options], { input })
  return stdout.toString().trim()
}
