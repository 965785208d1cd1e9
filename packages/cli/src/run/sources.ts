import type { FileWrite, Workspace } from '@regraft/engine'
import type { Report } from '@regraft/model'

/** Stands before a workspace and remembers what `heal` replaces, so that a report can show the text before the run. */
export class Sources {
  readonly workspace: Workspace
  readonly #before = new Map<string, Uint8Array>()
  readonly #after = new Map<string, Uint8Array>()

  constructor(workspace: Workspace) {
    this.workspace = {
      root: workspace.root,
      list: () => workspace.list(),
      ...(workspace.scope ? { scope: (path: string) => workspace.scope?.(path) ?? true } : {}),
      ...(workspace.listFolder
        ? { listFolder: async (path: string, deep: boolean) => workspace.listFolder?.(path, deep) }
        : {}),
      read: (path, limit) => workspace.read(path, limit),
      write: (files) => this.#write(workspace, files),
    }
  }

  /** The bytes a file was given, if it was written. */
  written(path: string): Uint8Array | undefined {
    return this.#after.get(path)
  }

  /** The texts before the run of all files that a report speaks of. */
  async texts(report: Report): Promise<(file: string) => string | undefined> {
    const files = new Set<string>()
    for (const { file } of report.edits) files.add(file)
    for (const { location } of report.findings) files.add(location.file)
    for (const { file } of report.diagnostics) if (file !== undefined) files.add(file)
    const texts = new Map<string, string>()
    for (const file of files) {
      const bytes = this.#before.get(file) ?? (await this.#read(file))
      const text = bytes && decoded(bytes)
      if (text !== undefined) texts.set(file, text)
    }
    return (file) => texts.get(file)
  }

  async #read(file: string): Promise<Uint8Array | undefined> {
    const result = await this.workspace.read(file, 8 * 1024 * 1024)
    return result.ok ? result.bytes : undefined
  }

  async #write(
    workspace: Workspace,
    files: readonly FileWrite[],
  ): Promise<Awaited<ReturnType<Workspace['write']>>> {
    for (const { path, before } of files) this.#before.set(path, before)
    const outcome = await workspace.write(files)
    const written = new Set(outcome.written)
    for (const { path, after } of files) if (written.has(path)) this.#after.set(path, after)
    return outcome
  }
}

/** As the engine decodes: a byte order mark stays, what is not UTF-8 has no text. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
