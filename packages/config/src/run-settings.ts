import type { FileGlobs, RunOptions } from '@regraft/engine'
import type { Baseline } from './baseline.ts'
import type { Config } from './config.ts'

/** The options of a run that a configuration gives. Days on which ignores end count from the run's own `today`. */
export function runSettings(
  { settings, ignores }: Pick<Config, 'settings' | 'ignores'>,
  { entries = [] }: Pick<Baseline, 'entries'>,
): Required<Pick<RunOptions, 'settings' | 'ignores' | 'baseline'>> {
  return { settings, ignores, baseline: entries.map(({ id }) => id) }
}

/** Which files a configuration takes in and leaves out, as `diskWorkspace` takes it. */
export function workspaceSettings({ include, exclude }: Pick<Config, 'include' | 'exclude'>): FileGlobs {
  return { ...(include ? { include } : {}), ...(exclude ? { exclude } : {}) }
}
