import type { Engine, HealOptions, Workspace } from '@regraft/engine'
import type { Report } from '@regraft/model'
import type { Run } from '@regraft/reporters'
import { parse } from '../args/parse.ts'
import { usage } from '../args/usage.ts'
import type { Io } from '../io/io.ts'
import { exitCode } from './exit.ts'
import { openSession } from './session.ts'
import { Sources } from './sources.ts'

/** What a command line stands for, with nothing done yet. */
export interface OpenedRun {
  /** To be closed by whoever opened the run. */
  readonly engine: Engine
  readonly workspace: Workspace
  readonly options: HealOptions
  /** Absolute; what paths of a report are relative to. */
  readonly root: string
  /** The texts before the run of all files that a report speaks of. */
  texts(report: Report): Promise<(file: string) => string | undefined>
  /** 1 when something remains that `--fail-on` or the configuration counts, else 0. */
  exitCode(report: Report, run: Run): 0 | 1
}

/**
 * Reads a `check` or `heal` command line, its configuration and its policies, for a program that takes the command's options
 * and does something of its own with them.
 * @throws RegraftError as the command does
 */
export async function openRun(argv: readonly string[], io: Io): Promise<OpenedRun> {
  const invocation = parse(argv)
  const args = invocation.kind === 'run' ? invocation.args : undefined
  if (args?.command !== 'check' && args?.command !== 'heal') throw usage('only check and heal can be opened')
  const { engine, workspace, config, options, root } = await openSession(args, io)
  const sources = new Sources(workspace)
  return {
    ...{ engine, root, workspace: sources.workspace },
    options: { ...options, unsafe: args.unsafe, inputs: args.inputs },
    texts: (report) => sources.texts(report),
    exitCode: (report, run) => exitCode(report, run, args.failOn ?? config.failOn ?? 'low'),
  }
}
