import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileWrite, Workspace } from '@regraft/engine'
import { carryOver } from './carry.ts'
import type { Repository } from './repository.ts'
import { checkedOut, cleanBlob } from './store.ts'

/** What happens to a file of the work tree when its content in the index changes. */
export type TreePlan = { readonly write: FileWrite } | { readonly left: string }

/**
 * The change of the index made in the work tree's own text, which may hold changes that are not staged. Where there are
 * none the outcome must be what git would check out: its line endings, encoding and filters.
 */
export async function treePlan(
  { git, root, inRepository }: Repository,
  disk: Workspace,
  { path, before, after }: FileWrite,
  blobs: { readonly old: string; readonly new: string },
): Promise<TreePlan> {
  const stats = await lstat(join(root, path)).catch(() => undefined)
  if (stats === undefined) return { left: 'it is not there' }
  if (!stats.isFile()) return { left: 'it is no regular file there' }
  const read = await disk.read(path)
  if (!read.ok) return { left: read.diagnostic.message }
  const unchanged = (await cleanBlob(git, path, read.bytes)) === blobs.old
  const merged = carried(before, after, read.bytes)
  const write = (bytes: Uint8Array): TreePlan => ({ write: { path, before: read.bytes, after: bytes } })
  if (!unchanged)
    return merged ? write(merged) : { left: 'its changes that are not staged touch the same lines' }
  for (const bytes of [merged, await checkedOut(git, inRepository(path), blobs.new)])
    if (bytes && (await cleanBlob(git, path, bytes)) === blobs.new) return write(bytes)
  return { left: 'a filter of git keeps it in another form' }
}

function carried(before: Uint8Array, after: Uint8Array, own: Uint8Array): Uint8Array | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let text: string
  try {
    text = decoder.decode(own)
  } catch {
    return undefined
  }
  const merged = carryOver(decoder.decode(before), decoder.decode(after), text)
  return merged === undefined ? undefined : new TextEncoder().encode(merged)
}
