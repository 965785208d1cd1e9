import type { Config } from '@regraft/config'
import type { Engine } from '@regraft/engine'
import type { StagedWorkspace } from '@regraft/git'
import type { Arguments } from '../args/arguments.ts'
import type { Io } from '../io/io.ts'
import type { Scope } from './root.ts'

/** What git is about to commit, as a workspace. Throws `GIT_MISSING`, `GIT_NO_REPOSITORY`, `GIT_FAILED`. */
export async function staged(
  { root, paths }: Scope,
  { include, exclude }: Pick<Config, 'include' | 'exclude'>,
  also: readonly string[],
  { env }: Io,
): Promise<StagedWorkspace> {
  const { openRepository, stagedWorkspace } = await import('@regraft/git')
  return stagedWorkspace(await openRepository(root, { env }), {
    paths,
    also,
    ...(include ? { include } : {}),
    ...(exclude ? { exclude } : {}),
  })
}

/** The engine, or with --since the one that only knows what changed. Throws `GIT_REF_UNKNOWN` and others of `changesSince`. */
export async function changedEngine(
  engine: Engine,
  { feedback: { since } }: Arguments,
  root: string,
  { env }: Io,
): Promise<Engine> {
  if (since === undefined) return engine
  const { changesSince, engineForChanges, openRepository } = await import('@regraft/git')
  const repository = await openRepository(root, { env })
  return engineForChanges(engine, repository, await changesSince(repository, since))
}
