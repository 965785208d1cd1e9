import type { RunOptions, Workspace } from '@regraft/engine'
import type { Report } from '@regraft/model'
import { printable, type Run } from '@regraft/reporters'
import type { Arguments } from '../args/arguments.ts'
import { narrows } from '../args/feedback-arguments.ts'
import type { Io } from '../io/io.ts'
import { emit } from './emit.ts'
import { exitCode } from './exit.ts'
import { checkOutput } from './output-file.ts'
import { ProgressLine } from './progress.ts'
import { openSession, type Session } from './session.ts'
import { Sources } from './sources.ts'
import { staleNote, stillFound } from './stale.ts'
import { Stopwatch } from './stats.ts'

type Work = (
  session: Session,
  workspace: Workspace,
  options: RunOptions,
  progress: ProgressLine,
) => Promise<Report>

/** What check and heal share: prepare, work, print, and say with the exit code what is left. */
export async function runReport(run: Run, args: Arguments, io: Io, work: Work): Promise<number> {
  for (const { file } of args.sinks) if (file !== undefined) checkOutput(file, io.cwd)
  const watch = new Stopwatch()
  const progress = new ProgressLine(io.stderr)
  const session = await openSession(args, io)
  try {
    const sources = new Sources(session.workspace)
    const told = await work(
      session,
      sources.workspace,
      watched(session.options, watch, progress, args),
      progress,
    )
    progress.clear()
    watch.enter('report')
    const report = withLeft(told, session)
    const text = await sources.texts(report)
    if (session.stdin && run === 'heal')
      io.stdout.write(sources.written(session.stdin.path) ?? session.stdin.bytes)
    emit(report, { run, text, rules: session.engine.rules, help: await ruleHelp(args) }, args, io)
    if (!args.quiet) io.stderr.write(notes(report, session, args))
    if (args.stats) io.stderr.write(watch.table(report))
    return exitCode(report, run, args.failOn ?? session.config.failOn ?? 'low')
  } finally {
    progress.clear()
    await session.engine.close()
  }
}

/** A heal of what is staged may leave files of the work tree as they are: the report says so. */
function withLeft(report: Report, { staged }: Session): Report {
  const left = staged?.left ?? []
  return left.length === 0 ? report : { ...report, diagnostics: [...report.diagnostics, ...left] }
}

/** What there is to say beside the report: that nothing was looked at, that the baseline knows too much. */
function notes(report: Report, { baseline }: Session, args: Arguments): string {
  const { since, staged } = args.feedback
  const stale = narrows(args) ? 0 : stillFound(baseline.entries ?? [], report).stale.length
  if (report.summary.files > 0 || report.diagnostics.length > 0)
    return stale === 0 ? '' : staleNote(stale, baseline)
  if (staged) return 'Nothing is staged that regraft knows.\n'
  if (since !== undefined) return `Nothing that regraft knows has changed since ${printable(since)}.\n`
  return 'There is nothing here that regraft knows: no Terraform, Kubernetes or Pulumi file.\n'
}

/** Reference pages of the built-in rules, where a format carries them. */
async function ruleHelp({ sinks }: Arguments): Promise<(rule: string) => string | undefined> {
  if (!sinks.some(({ format }) => format === 'sarif')) return () => undefined
  const { ruleDoc } = await import('@regraft/policies/docs')
  return (rule) => ruleDoc(rule)?.readme
}

function watched(
  options: RunOptions,
  watch: Stopwatch,
  progress: ProgressLine,
  { quiet }: Arguments,
): RunOptions {
  return {
    ...options,
    onProgress: (it) => {
      watch.enter(it.phase)
      if (!quiet) progress.update(it)
    },
  }
}
