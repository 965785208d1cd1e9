import type { Diagnostic, Json, JsonObject, Level, Path, Refusal, Result } from '@regraft/model'
import type { Document, DocumentOp, ParseOptions } from '@regraft/syntax'

/** Name and beginning of a file: enough to say whose it is, cheap to get. */
export interface FileHead {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** The first characters of the text, at most 4,096; the whole text when it is shorter. */
  readonly head: string
}

/** Files that mean something together: a Terraform directory, one manifest file. */
export interface Unit {
  readonly framework: string
  /** Unique in its framework: the directory or the file. */
  readonly id: string
  /** Files it is made of, sorted. */
  readonly files: readonly string[]
  /** Other files it reads without owning, sorted: callers of a module. */
  readonly reads: readonly string[]
}

/** The parsed document of a file, or undefined when it cannot be read; the reader has reported why. */
export type ReadDocument = (path: string) => Document | undefined

/**
 * What lies around a unit: files that no framework claims, folders that are not listed. Only what evaluation asks for is
 * read, so an answer may come no sooner than the next load; until then, and where nobody may tell, it is undefined.
 */
export interface Surroundings {
  /** Bytes of a file by its path from the root. The same object every time. */
  file(path: string): Uint8Array | undefined
  exists(path: string): boolean | undefined
  /** Paths of the files in a directory, relative to it, sorted; with `deep` those of the directories in it too. */
  files(directory: string, deep: boolean): readonly string[] | undefined
}

export interface Loaded {
  readonly unit: Unit
  /** In the order of files, then of text. */
  readonly resources: readonly Resource[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface Resource {
  readonly framework: string
  /** `aws_s3_bucket`, `Deployment`. */
  readonly type: string
  /** Unique in its unit: `aws_s3_bucket.logs`, `default/Deployment/web`. */
  readonly address: string
  /** What the address begins with where a unit has more than one root, and what else follows is its own: a directory. */
  readonly unitRoot?: string
  /** What a policy sees; unknown values are marked (see `Unknown` in the model). */
  readonly input: JsonObject
  /** Where the whole resource stands. */
  readonly file: string
  readonly at: Path
  /**
   * It stands in code that is only read: a module that was downloaded. What is found in it counts only where the value
   * is written in a file of the unit.
   */
  readonly foreign?: true
  /** Where the value at a path of `input` is written, or where it would go. `[]` is the resource. */
  origin(path: Path): Origin
}

/** Where a value is written. Paths are document paths. */
export type Origin =
  /** Edit here. */
  | { readonly kind: 'literal'; readonly file: string; readonly path: Path }
  /**
   * Written elsewhere: a variable's default, a local, a YAML anchor. `by` is where; `use` where it is used;
   * `consumers` are all places in resources that take it, this one among them.
   */
  | {
      readonly kind: 'owned'
      readonly by: Origin
      readonly use: { readonly file: string; readonly path: Path }
      readonly consumers: readonly Consumer[]
    }
  /** Nothing there. `parent` is the nearest that exists; `missing` the steps from there, at least one. */
  | { readonly kind: 'absent'; readonly parent: Origin; readonly missing: Path }
  /** Computed, templated, generated: undetermined, never edited. */
  | { readonly kind: 'opaque'; readonly file: string; readonly path: Path; readonly why: string }

export interface Consumer {
  readonly address: string
  readonly path: Path
}

/** A primitive change of one resource's model; the fixer makes them from a policy's operations. Paths are concrete. */
export type Change =
  /** Replace or create; the parents may be missing. A list index equal to the length appends. */
  | { readonly kind: 'put'; readonly path: Path; readonly value: Json; readonly as?: 'block' | 'map' }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'rename'; readonly path: Path; readonly to: string }
  | {
      readonly kind: 'add_resource'
      readonly type: string
      readonly name: string
      readonly value: JsonObject
    }

/** Whether another place, which takes the same value, wants the very same change: then it may change with it. */
export type Agrees = (consumer: Consumer, change: Change) => boolean

/** How a change lands in files. */
export interface Landing {
  readonly ops: readonly { readonly file: string; readonly op: DocumentOp }[]
  /** Every other place in models that changes with it (consumers of an owned value), for the proof. */
  readonly also: readonly Consumer[]
  /** Lower than safe when the framework cannot guarantee more; says why. */
  readonly level?: Level
  readonly because?: string
}

/** What a unit is loaded with, beside its own files. */
export interface LoadOptions {
  readonly around?: Surroundings
  /**
   * Types that somebody will look at; absent, all. The input of others may be worked out when it is first asked for, which
   * is too late for `around` and for diagnostics.
   */
  readonly wanted?: (type: string) => boolean
  /** It will be loaded again after edits: what it was worked out from is kept for then. */
  readonly again?: boolean
}

/** What a kind of infrastructure code means. One folder a framework; it never edits text itself. */
export interface Framework {
  readonly id: string
  claims(file: FileHead): boolean
  /**
   * `read` gives documents that are parsed already. A framework whose units read one another's files needs it to see
   * beyond the heads.
   */
  units(files: readonly FileHead[], read?: ReadDocument): readonly Unit[]
  /** Parses one of its files. Never throws. */
  parse(path: string, text: string, options?: ParseOptions): Document
  /** Never throws: what is wrong becomes diagnostics. */
  load(unit: Unit, read: ReadDocument, options?: LoadOptions): Loaded
  /**
   * Brings what the last `load` lacked: a library that is only loaded where a file needs it. True when there was something,
   * and the unit is to be loaded again.
   */
  settle?(): Promise<boolean>
  /** Turns a change of a resource of `loaded` into operations on documents, or says why it cannot. */
  land(
    change: Change,
    resource: Resource,
    loaded: Loaded,
    read: ReadDocument,
    agrees?: Agrees,
  ): Result<Landing, Refusal>
}
