import type { WriteOutcome } from '@regraft/engine'
import type { StagedWorkspace } from '@regraft/git'
import type { Arguments } from '../args/arguments.ts'
import { usage } from '../args/usage.ts'
import type { Io } from '../io/io.ts'
import { asker, Interrupted } from '../run/ask.ts'
import { runReport } from '../run/report.ts'
import { isInside } from '../run/root.ts'

/** Fixes what is safe, proves it, writes it, and says what is left. */
export async function heal(args: Arguments, io: Io): Promise<number> {
  if (args.interactive && !(io.stdin.isTerminal && io.stderr.isTerminal))
    throw usage('--interactive needs a terminal to ask on', 'regraft heal --dry-run shows all fixes at once.')
  let written: WriteOutcome | undefined
  let root = io.cwd
  let index: StagedWorkspace | undefined
  try {
    const code = await runReport(
      args.dryRun ? 'dry-run' : 'heal',
      args,
      io,
      (session, workspace, options, progress) => {
        root = session.root
        index = session.staged
        return session.engine.heal(workspace, {
          ...options,
          dryRun: args.dryRun,
          unsafe: args.unsafe,
          inputs: args.inputs,
          ...(args.interactive ? { confirm: asker(args, io, () => progress.clear()) } : {}),
          onWritten: (outcome) => {
            written = outcome
          },
        })
      },
    )
    if (written?.run !== undefined && !args.quiet) io.stderr.write(undoHint(written.run, root, io.cwd))
    if (index !== undefined && !args.quiet) io.stderr.write(indexHint(index))
    return code
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    io.stderr.write('\nInterrupted: nothing was written.\n')
    return 130
  }
}

function undoHint(run: string, root: string, cwd: string): string {
  const folder = isInside(root, cwd) && isInside(cwd, root) ? '' : ` ${quoted(root)}`
  return `Undo with: regraft undo ${run}${folder}\n`
}

/** The index keeps no journal of ours; git still has the blobs. */
function indexHint({ replaced }: StagedWorkspace): string {
  if (replaced.length === 0) return ''
  const entries = replaced.map(
    ({ path, mode, blob }) => ` \\\n  --cacheinfo ${quoted(`${mode},${blob},${path}`)}`,
  )
  return `Put the index back with: git update-index${entries.join('')}\n`
}

/** As a POSIX shell reads it back. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
