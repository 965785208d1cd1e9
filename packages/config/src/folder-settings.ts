import { isAbsolute, relative, resolve } from 'node:path'
import { type FileGlobs, type RunOptions, takesFile } from '@regraft/engine'
import { readBaseline } from './baseline.ts'
import type { Config } from './config.ts'
import { loadConfig } from './load.ts'
import { runSettings, workspaceSettings } from './run-settings.ts'

/** What `regraft.yaml` and the baseline of a folder say to runs in it. */
export interface FolderSettings {
  readonly run: Pick<RunOptions, 'settings' | 'ignores' | 'baseline' | 'variables'>
  /** As `diskWorkspace` takes it. */
  readonly files: FileGlobs
  /** Whether a file counts, by path relative to the folder. */
  readonly takes: (path: string) => boolean
}

/**
 * The settings of a folder for a host that only opened it: an editor, a server. Policies and parameters are left out, for
 * they are the repository's; variables files outside of the folder are, too. Throws as `loadConfig` and `readBaseline` do.
 */
export async function folderSettings(root: string): Promise<FolderSettings> {
  const config = await loadConfig(undefined, root, root)
  const baseline = await readBaseline(config, root)
  const files = workspaceSettings(config)
  return {
    run: { ...runSettings(config, baseline), variables: { files: variableFiles(config, root) } },
    files,
    takes: (path) => takesFile(files, path),
  }
}

function variableFiles({ variables, folder }: Pick<Config, 'variables' | 'folder'>, root: string): string[] {
  return variables
    .map((name) => relative(root, resolve(folder, name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('../') && !isAbsolute(path))
}
