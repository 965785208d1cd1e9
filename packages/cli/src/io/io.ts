/** Where text goes. `write` never fails: a reader that went away is nobody's defect. */
export interface Output {
  write(text: string | Uint8Array): void
  readonly isTerminal: boolean
  /** Width of the terminal; undefined when there is none. */
  readonly columns: number | undefined
}

export interface Input {
  readonly isTerminal: boolean
  /** All of it, as bytes; at most `limit` are read. */
  bytes(limit: number): Promise<Uint8Array>
  /** One answer of a person, asked on the terminal; undefined when they end the conversation. */
  ask(question: string): Promise<string | undefined>
}

/** All that a command may touch beside files. Handed in, so that a command runs in a test as in a shell. */
export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  readonly stdin: Input
  readonly env: { readonly [name: string]: string | undefined }
  /** Absolute path of the working folder. */
  readonly cwd: string
  /** False: policies that are code are refused, whoever names them. Default: true. */
  readonly runsCode?: boolean
  /** `YYYY-MM-DD` in UTC, for ignores that expire. */
  today(): string
  /** The moment in UTC, `YYYY-MM-DDTHH:MM:SSZ`, where it was asked for. */
  now(): string
}
