import { isAbsolute, relative } from 'node:path'
import { type Config, loadConfig, readBaseline, runSettings, workspaceSettings } from '@regraft/config'
import { globMatches, type RunOptions } from '@regraft/engine'
import { told } from './failure.ts'

/** What `regraft.yaml` and the baseline of a folder say to its runs. */
export interface FolderConfig {
  readonly run: Pick<RunOptions, 'settings' | 'ignores' | 'baseline' | 'variables'>
  readonly files: { readonly include?: readonly string[]; readonly exclude?: readonly string[] }
  /** Whether a file counts, by path relative to the folder. */
  readonly takes: (path: string) => boolean
}

const nothing: FolderConfig = { run: {}, files: {}, takes: () => true }

/**
 * Reads the configuration of each folder once, until it is forgotten. Its policies are left out: they are the repository's,
 * and only the editor's settings, which a person trusts, may name some. A mistake in it is told, and nothing of it holds.
 */
export class FolderConfigs {
  readonly #complain: (problem: string) => void
  readonly #known = new Map<string, Promise<FolderConfig>>()

  constructor(complain: (problem: string) => void) {
    this.#complain = complain
  }

  of(root: string | undefined): Promise<FolderConfig> {
    if (root === undefined) return Promise.resolve(nothing)
    const known = this.#known.get(root)
    if (known) return known
    const reading = read(root).catch((error: unknown) => {
      this.#complain(told(error))
      return nothing
    })
    this.#known.set(root, reading)
    return reading
  }

  forget(): void {
    this.#known.clear()
  }
}

async function read(root: string): Promise<FolderConfig> {
  const config = await loadConfig(undefined, root, root)
  const baseline = await readBaseline(config, root)
  const { include, exclude = [] } = config
  const matches = (globs: readonly string[], path: string): boolean =>
    globs.some((glob) => globMatches(glob, path))
  return {
    run: { ...runSettings(config, baseline), variables: { files: variableFiles(config, root) } },
    files: workspaceSettings(config),
    takes: (path) => (include === undefined || matches(include, path)) && !matches(exclude, path),
  }
}

/** Those that lie in the folder; the command line refuses others, an editor goes on without. */
function variableFiles({ variables, folder }: Pick<Config, 'variables' | 'folder'>, root: string): string[] {
  return variables
    .map((name) => relative(root, `${folder}/${name}`).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('../') && !isAbsolute(path))
}
