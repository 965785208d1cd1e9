import type { InputSpec, Json } from '@regraft/model'

/** Asks the client's user, where the client says `{ experimental: { regraft: { input: true } } }` among what it can. */
export const inputMethod = 'regraft/input'

/** What `regraft/input` asks. */
export interface InputQuestion {
  /** What the answer is for. */
  readonly title: string
  readonly name: string
  readonly spec: InputSpec
  /** Why the last answer did not do. */
  readonly problem?: string
}

/** `null`: the person gave up. */
export type InputAnswer = { readonly value: Json } | null

/** `workspace/executeCommand` without arguments: answers with a `WorkspaceSummary`. */
export const checkWorkspaceCommand = 'regraft.server.checkWorkspace'
/** Without arguments: answers with `WorkspaceFixes`. */
export const fixWorkspaceCommand = 'regraft.server.fixWorkspace'

/** What a check of the whole workspace came to: numbers of files and of findings by status. */
export interface WorkspaceSummary {
  readonly files: number
  readonly open: number
  readonly undetermined: number
  readonly ignored: number
}

/** What was fixed in the whole workspace. */
export interface WorkspaceFixes {
  readonly fixed: number
  readonly files: number
  /** Findings that are left: their fixes are not safe, or there are none. */
  readonly open: number
  /** False when the client did not take every edit, or a document changed meanwhile. */
  readonly applied: boolean
}
