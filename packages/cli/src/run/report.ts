import type { RunOptions, Workspace } from '@regraft/engine'
import type { Report } from '@regraft/model'
import type { Run } from '@regraft/reporters'
import type { Arguments } from '../args/arguments.ts'
import type { Io } from '../io/io.ts'
import { emit } from './emit.ts'
import { exitCode } from './exit.ts'
import { checkOutput } from './output-file.ts'
import { ProgressLine } from './progress.ts'
import { openSession, type Session } from './session.ts'
import { Sources } from './sources.ts'
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
    const report = await work(
      session,
      sources.workspace,
      watched(session.options, watch, progress, args),
      progress,
    )
    progress.clear()
    watch.enter('report')
    const text = await sources.texts(report)
    if (session.stdin && run === 'heal')
      io.stdout.write(sources.written(session.stdin.path) ?? session.stdin.bytes)
    emit(report, { run, text, rules: session.engine.rules, help: await ruleHelp(args) }, args, io)
    if (!args.quiet && report.summary.files === 0 && report.diagnostics.length === 0)
      io.stderr.write('There is nothing here that regraft knows: no Terraform, Kubernetes or Pulumi file.\n')
    if (args.stats) io.stderr.write(watch.table(report))
    return exitCode(report, run, args.failOn ?? session.config.failOn ?? 'low')
  } finally {
    progress.clear()
    await session.engine.close()
  }
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
