/** One instruction, read as BuildKit's own parser reads it (moby/buildkit, frontend/dockerfile/parser). */
export interface Instruction {
  /** As it is written: `FROM`, `run`. */
  readonly name: string
  /** The line with its continuations joined, without heredocs. */
  readonly original: string
  /** `--from=build`; undefined where nothing follows the name. */
  readonly flags: readonly string[] | undefined
  /** Its arguments; a shell command is one. */
  readonly values: readonly string[]
  /** The arguments are a JSON list: the exec form. */
  readonly json: boolean
  /** What `ONBUILD` holds. */
  readonly inner?: Instruction
  readonly heredocs: readonly Heredoc[]
  /** Texts of the comments in front of it. */
  readonly comments: readonly string[]
}

/** An instruction of a file. Offsets leave the line break out; lines are 1-based, the last one included. */
export interface PlacedInstruction extends Instruction {
  readonly start: number
  readonly end: number
  /** The name is `start` to `nameEnd`; the whole instruction where the name is broken across lines. */
  readonly nameEnd: number
  readonly startLine: number
  readonly endLine: number
}

/** `<<EOF`; `chomp`: written with a dash, so that leading tabs do not count. */
export interface Heredoc {
  readonly name: string
  readonly chomp: boolean
  readonly content: string
}
