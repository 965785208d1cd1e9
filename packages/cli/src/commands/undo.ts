import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { RegraftError } from '@regraft/model'
import { printable, renderDiagnostics } from '@regraft/reporters'
import type { Arguments } from '../args/arguments.ts'
import { colorOf } from '../io/color.ts'
import type { Io } from '../io/io.ts'
import { isInside } from '../run/root.ts'

/** Puts back what a heal changed. Exit code 1 when a file was left as it is. */
export async function undo(args: Arguments, io: Io): Promise<number> {
  const { run, folder } = targets(args.paths, io.cwd)
  const { diskWorkspace } = await import('@regraft/engine/node')
  const outcome = await diskWorkspace(folder).undo(run)
  for (const path of outcome.restored) if (!args.quiet) io.stdout.write(`restored ${printable(path)}\n`)
  const left = outcome.failures.map(({ diagnostic }) => diagnostic)
  io.stderr.write(renderDiagnostics(left, { color: colorOf(io.stderr, io, args.noColor) }))
  if (!args.quiet) io.stdout.write(`${summary(outcome.run, outcome.restored.length, left.length)}\n`)
  return left.length > 0 ? 1 : 0
}

function summary(run: string, restored: number, left: number): string {
  const files = `${restored} ${restored === 1 ? 'file' : 'files'} restored`
  return `heal ${run}: ${files}${left > 0 ? `, ${left} left as they are` : ''}`
}

/** Of the two words a number is the run, the other the folder. */
function targets(words: readonly string[], cwd: string): { run: string | undefined; folder: string } {
  const run = words.find((word) => /^\d+$/.test(word))
  const others = words.filter((word) => word !== run)
  const [named = '.'] = others
  const folder = resolve(cwd, named)
  if (others.length > 1 || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new RegraftError('PATH_MISSING', `there is no run and no folder ${others.at(-1)}`, {
      hint: 'regraft undo takes the number of a run, as heal printed it, and the folder that was healed.',
    })
  // The journal lies in the folder heal was run in, which may be the one around the folder that it was given.
  const kept = [folder, cwd].find((place) => existsSync(join(place, '.regraft')))
  return { run, folder: kept !== undefined && isInside(kept, folder) ? kept : folder }
}
