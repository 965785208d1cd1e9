import type { Git } from './git.ts'

/** Bytes of blobs by their names; a blob that is not there has none. */
export type Blobs = (blob: string) => Promise<Uint8Array | undefined>

interface Waiting {
  readonly blob: string
  readonly tell: (bytes: Uint8Array | undefined) => void
  readonly fail: (error: unknown) => void
}

/** Reads blobs; those that are asked for at the same time come from one call of git. */
export function blobsOf(git: Git): Blobs {
  let waiting: Waiting[] = []
  const flush = async (): Promise<void> => {
    const batch = waiting
    waiting = []
    try {
      const { stdout } = await git.run(['cat-file', '--batch'], {
        input: batch.map(({ blob }) => `${blob}\n`).join(''),
      })
      const found = batchOf(stdout)
      for (const [i, { tell }] of batch.entries()) tell(found[i])
    } catch (error) {
      for (const { fail } of batch) fail(error)
    }
  }
  return (blob) =>
    new Promise((tell, fail) => {
      if (waiting.length === 0) setImmediate(() => void flush())
      waiting.push({ blob, tell, fail })
    })
}

/** `<name> blob <size>`, a line feed, the bytes, a line feed; or `<name> missing`. */
function batchOf(output: Buffer): (Uint8Array | undefined)[] {
  const out: (Uint8Array | undefined)[] = []
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at)
    const head = / blob (\d+)$/.exec(output.toString('latin1', at, end))
    if (head) {
      const size = Number(head[1])
      out.push(new Uint8Array(output.subarray(end + 1, end + 1 + size)))
      at = end + 1 + size + 1
    } else {
      out.push(undefined)
      at = end + 1
    }
  }
  return out
}

/** Sizes of blobs by name, in bytes. */
export async function sizesOf(git: Git, blobs: Iterable<string>): Promise<ReadonlyMap<string, number>> {
  const names = [...new Set(blobs)]
  if (names.length === 0) return new Map()
  const { stdout } = await git.run(['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    input: names.map((name) => `${name}\n`).join(''),
  })
  return new Map(
    stdout
      .toString()
      .split('\n')
      .flatMap((line) => {
        const match = /^([0-9a-f]+) (\d+)$/.exec(line)
        return match ? [[match[1] ?? '', Number(match[2])] as const] : []
      }),
  )
}
