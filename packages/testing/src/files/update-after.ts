import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { replaceFile } from '@regraft/engine/node'
import { compareText } from '@regraft/model'
import type { HealedCase } from '../tester/tester.ts'

/** An `after` file that is not what the fix makes. */
export interface AfterChange {
  /** As the case's files are called: relative to the working folder, with `/`. */
  readonly file: string
  /** Undefined: there is none yet. */
  readonly before: string | undefined
  readonly after: string
}

/**
 * What the `after` files of healed cases would have to be. Files that the fix leaves alone have none, and a case with
 * `after` files of its own keeps each of them.
 */
export function afterChanges(
  cases: { readonly [file: string]: string },
  healed: readonly HealedCase[],
): readonly AfterChange[] {
  return healed
    .flatMap(({ item, healed: texts }) => {
      const whole = Object.keys(cases).some((file) => file.startsWith(`${item.folder}/before/`))
      return Object.entries(texts).flatMap(([path, after]): AfterChange[] => {
        const file = `${item.folder}/${whole ? `after/${path}` : path.replace(/^main\./, 'after.')}`
        const before = cases[file]
        const wanted = after !== item.before?.[path] || before !== undefined
        return wanted && after !== before ? [{ file, before, after }] : []
      })
    })
    .sort((a, b) => compareText(a.file, b.file))
}

/** Writes each file in one step. `absolute` says where a file stands. Throws what the file system throws. */
export async function writeAfterChanges(
  changes: readonly AfterChange[],
  absolute: (file: string) => string,
): Promise<void> {
  for (const { file, after } of changes) {
    const path = absolute(file)
    await mkdir(dirname(path), { recursive: true })
    const like = await stat(path).catch(() => undefined)
    await replaceFile(path, new TextEncoder().encode(after), like ?? { mode: 0o644, uid: -1, gid: -1 })
  }
}
