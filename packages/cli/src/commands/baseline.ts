import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Baseline, type BaselineEntry, baselineEntry, baselineText } from '@regraft/config'
import { RegraftError, type Report } from '@regraft/model'
import { printable, renderDiagnostics } from '@regraft/reporters'
import type { Arguments } from '../args/arguments.ts'
import { narrows } from '../args/feedback-arguments.ts'
import { colorOf } from '../io/color.ts'
import type { Io } from '../io/io.ts'
import { writeOutput } from '../run/output-file.ts'
import { ProgressLine } from '../run/progress.ts'
import { isInside } from '../run/root.ts'
import { openSession, type Session } from '../run/session.ts'
import { staleNote, stillFound } from '../run/stale.ts'

/** Accepts what is open, or takes out what is no longer found. Exit code 1 when a file could not be looked at. */
export async function baseline(args: Arguments, io: Io): Promise<number> {
  const session = await openSession(args, io)
  try {
    mustBeInside(session)
    const report = await looked(session, args, io)
    const errors = report.diagnostics.filter(({ severity }) => severity === 'error')
    io.stderr.write(renderDiagnostics(errors, { color: colorOf(io.stderr, io, args.noColor) }))
    const { prune } = args.feedback
    if (prune && errors.length > 0) {
      io.stderr.write('Nothing is taken out while there is something that could not be looked at.\n')
      return 1
    }
    const known = session.baseline.entries ?? []
    const { found, stale } = stillFound(known, report)
    const entries = prune ? found : [...known, ...unknown(known, report)]
    const text = baselineText(entries)
    writeOutput(session.baseline.path, text, io.cwd)
    if (!args.quiet) {
      const added = entries.length - known.length
      io.stdout.write(
        prune ? pruned(session.baseline, entries, stale.length) : accepted(session.baseline, entries, added),
      )
      if (!prune && !narrows(args) && stale.length > 0)
        io.stdout.write(staleNote(stale.length, session.baseline))
    }
    return errors.length > 0 ? 1 : 0
  } finally {
    await session.engine.close()
  }
}

/** As if there were no baseline yet. */
async function looked(session: Session, args: Arguments, io: Io): Promise<Report> {
  const progress = new ProgressLine(io.stderr)
  try {
    return await session.engine.check(session.workspace, {
      ...session.options,
      baseline: [],
      onProgress: (it) => {
        if (!args.quiet) progress.update(it)
      },
    })
  } finally {
    progress.clear()
  }
}

function unknown(known: readonly BaselineEntry[], { findings }: Report): readonly BaselineEntry[] {
  const ids = new Set(known.map(({ id }) => id))
  return findings.filter(({ id, status }) => status === 'open' && !ids.has(id)).map(baselineEntry)
}

/** A configuration that was found in a repository must not say which file of its user is written over. */
function mustBeInside({ baseline: { name, path }, config, root }: Session): void {
  if (config.named || isInside(root, real(path))) return
  throw new RegraftError('PATH_OUTSIDE', `the baseline ${name} lies outside ${root}`, {
    hint: 'Name a file below the folder that is checked, or the configuration with --config.',
  })
}

/** Links followed, of the file or of the folder that it will lie in. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    try {
      return realpathSync(dirname(path))
    } catch (error) {
      throw new RegraftError('OUTPUT_FAILED', `${path} cannot be written: its folder does not exist`, {
        cause: error,
      })
    }
  }
}

function accepted({ name }: Baseline, entries: readonly BaselineEntry[], added: number): string {
  return `${printable(name)} holds ${count(entries.length)}, ${added} of them new.\n`
}

function pruned({ name }: Baseline, entries: readonly BaselineEntry[], gone: number): string {
  return `${printable(name)} holds ${count(entries.length)}; ${gone} taken out.\n`
}

function count(number: number): string {
  return `${number} finding${number === 1 ? '' : 's'}`
}
