import {
  type Baseline,
  type Config,
  loadConfig,
  readBaseline,
  runSettings,
  workspaceSettings,
} from '@regraft/config'
import { type Engine, frameworkIds, type RunOptions, type Workspace } from '@regraft/engine'
import type { StagedWorkspace } from '@regraft/git'
import type { Arguments } from '../args/arguments.ts'
import { oneOf } from '../args/parse.ts'
import type { Io } from '../io/io.ts'
import { engineOf } from './engine.ts'
import { changedEngine, staged } from './in-git.ts'
import { policyCases } from './policy-cases.ts'
import { type Scope, scopeOf } from './root.ts'
import { readStdin, type StdinFile, stdinWorkspace } from './stdin.ts'
import { variableFiles } from './variables.ts'

/** All that a check or a heal works with. */
export interface Session {
  readonly engine: Engine
  readonly workspace: Workspace
  readonly config: Config
  readonly options: RunOptions
  /** Absolute; the working folder for standard input. */
  readonly root: string
  readonly stdin?: StdinFile
  readonly baseline: Baseline
  /** The workspace, when it is what git is about to commit. */
  readonly staged?: StagedWorkspace
}

/** Reads the configuration, finds the files, loads the policies. Throws `RegraftError` for all that its user can mend. */
export async function openSession(args: Arguments, io: Io): Promise<Session> {
  for (const name of args.frameworks)
    if (!frameworkIds.includes(name)) throw oneOf('--framework', name, frameworkIds)
  const stdin = args.paths[0] === '-' ? await readStdin(args.stdinPath, io) : undefined
  const scope = scopeOf(stdin ? [] : args.paths, io.cwd)
  const config = await loadConfig(args.config, scope.root, io.cwd)
  const files = variableFiles(args, config, { root: scope.root, cwd: io.cwd })
  const index = args.feedback.staged
    ? await staged(scope, withoutCases(args, config, scope, io), files, io)
    : undefined
  const workspace = stdin
    ? stdinWorkspace(stdin, files, await disk({ ...scope, paths: [] }, {}, []))
    : (index ?? (await disk(scope, withoutCases(args, config, scope, io), files)))
  const baseline = await readBaseline(config, scope.root, args.command === 'baseline')
  const options = runOptions(args, config, { files, baseline }, io)
  const engine = await changedEngine(await engineOf(args, config, io, scope.root), args, scope.root, io)
  return {
    ...{ engine, workspace, config, options, baseline, root: scope.root },
    ...(stdin ? { stdin } : {}),
    ...(index ? { staged: index } : {}),
  }
}

/** What the configuration leaves out, and the cases of the policies themselves. */
function withoutCases(args: Arguments, config: Config, scope: Scope, io: Io): Config {
  const cases = policyCases(args, config, scope, io.cwd)
  return cases.length === 0 ? config : { ...config, exclude: [...(config.exclude ?? []), ...cases] }
}

async function disk(
  scope: Scope,
  config: Pick<Config, 'include' | 'exclude'>,
  also: readonly string[],
): Promise<Workspace> {
  const { diskWorkspace } = await import('@regraft/engine/node')
  return diskWorkspace(scope.root, {
    paths: scope.paths,
    also,
    ...workspaceSettings(config),
  })
}

function runOptions(
  args: Arguments,
  config: Config,
  { files, baseline }: { readonly files: readonly string[]; readonly baseline: Baseline },
  io: Io,
): RunOptions {
  return {
    ...(args.rules.length > 0 ? { rules: args.rules } : {}),
    ...(args.skipRules.length > 0 ? { skipRules: args.skipRules } : {}),
    ...(args.frameworks.length > 0 ? { frameworks: args.frameworks } : {}),
    ...(args.minSeverity ? { minSeverity: args.minSeverity } : {}),
    variables: { files, values: args.variables },
    ...runSettings(config, baseline),
    today: io.today(),
  }
}
