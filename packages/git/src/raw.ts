/** One line of `git diff --raw -z`: a file that differs, by paths of the repository. */
export interface RawChange {
  /** A added, D deleted, M modified, R renamed, T another type, U unmerged. */
  readonly status: string
  readonly path: string
  /** Where it was before: another path when it was renamed. */
  readonly from: string
  /** The blob before; undefined when there was none. */
  readonly blob: string | undefined
  /** Whether it is a regular file, before or after; else it is a link or a submodule. */
  readonly isFile: boolean
}

/** Reads `--raw -z` with `--no-abbrev`, in its order. */
export function rawChanges(output: Uint8Array): readonly RawChange[] {
  const fields = Buffer.from(output).toString().split('\0')
  const out: RawChange[] = []
  for (let i = 0; i < fields.length; ) {
    const head = /^:(\d+) (\d+) ([0-9a-f]+) [0-9a-f]+ ([A-Z])\d*$/.exec(fields[i] ?? '')
    if (!head) {
      i++
      continue
    }
    const [, before = '', after = '', blob = '', status = ''] = head
    const from = fields[i + 1] ?? ''
    const renamed = status === 'R' || status === 'C'
    const path = renamed ? (fields[i + 2] ?? '') : from
    out.push({
      status,
      path,
      from,
      blob: /^0+$/.test(blob) ? undefined : blob,
      isFile: [before, after].some((mode) => mode.startsWith('100')),
    })
    i += renamed ? 3 : 2
  }
  return out
}
