import type { Diagnostic } from '@regraft/model'

/** A file that a workspace offers. */
export interface WorkspaceFile {
  /** Relative to the root, with `/`; never leaves it. */
  readonly path: string
  /** Bytes. */
  readonly size: number
}

/** What a workspace lists: files, and what it could not list (unreadable folders, links that leave the root). */
export interface Listing {
  readonly files: readonly WorkspaceFile[]
  readonly diagnostics: readonly Diagnostic[]
}

/** One file's new bytes, written only if the file still holds the bytes that were read. */
export interface FileWrite {
  readonly path: string
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** A write that did not happen; the file is as it was. */
export interface WriteFailure {
  readonly path: string
  readonly diagnostic: Diagnostic
}

/**
 * Where files live: a disk, a map of texts, an editor's buffers. The only part of the engine that touches the outside.
 * Paths are relative to the root.
 */
export interface Workspace {
  /** What a report calls the root. */
  readonly root: string
  /** Files, sorted by path. */
  list(): Promise<Listing>
  /**
   * False for files that are only there to be understood: what is found in them is not reported. A fix lands where the
   * value is written, which may be such a file. Absent: all are in scope.
   */
  scope?(path: string): boolean
  /** The bytes of a file, or why they cannot be read. At most `limit` bytes when given. */
  read(path: string, limit?: number): Promise<ReadResult>
  /**
   * Files of a folder as they lie there, whatever `list` leaves out: paths relative to it, sorted, with `deep` those in
   * the folders in it too. None where there is no such folder; undefined when it cannot be listed whole. Absent: the
   * workspace cannot tell.
   */
  listFolder?(path: string, deep: boolean): Promise<readonly string[] | undefined>
  /**
   * Writes all files, each atomically, and remembers how to undo them. A file that cannot be written is named and left
   * as it was; the others are written.
   */
  write(files: readonly FileWrite[]): Promise<WriteOutcome>
  /** Restores the bytes that the last (or named) run changed. Absent where nothing is kept. */
  undo?(run?: string): Promise<UndoOutcome>
}

export type ReadResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly diagnostic: Diagnostic }

export interface WriteOutcome {
  /** Name of the run, for undo; absent when nothing was written or nothing is kept. */
  readonly run?: string
  readonly written: readonly string[]
  readonly failures: readonly WriteFailure[]
}

export interface UndoOutcome {
  readonly run: string
  readonly restored: readonly string[]
  /** Files that no longer hold what the run wrote, and other reasons; they are left as they are. */
  readonly failures: readonly WriteFailure[]
}
