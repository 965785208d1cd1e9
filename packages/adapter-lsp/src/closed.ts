import type { Connection, Diagnostic } from 'vscode-languageserver'

/** What was told of files that are not open. It holds until one of them, or a neighbour, changes. */
export class ClosedFiles {
  readonly #connection: Connection
  readonly #told = new Set<string>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  async tell(uri: string, diagnostics: readonly Diagnostic[]): Promise<void> {
    if (diagnostics.length === 0) return
    this.#told.add(uri)
    await this.#connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] })
  }

  /** What was told of the files of a document's folder may have hung on it. */
  async outdate(uri: string): Promise<void> {
    const folder = uri.slice(0, uri.lastIndexOf('/') + 1)
    await this.#forget((other) => other.slice(0, other.lastIndexOf('/') + 1) === folder)
  }

  async clear(): Promise<void> {
    await this.#forget(() => true)
  }

  async #forget(which: (uri: string) => boolean): Promise<void> {
    for (const uri of [...this.#told].filter(which)) {
      this.#told.delete(uri)
      await this.#connection.sendDiagnostics({ uri, diagnostics: [] })
    }
  }
}
