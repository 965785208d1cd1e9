import type { InputSpec, Json } from '@regraft/model'
import type { CancellationToken } from 'vscode-languageserver'
import { RequestType } from 'vscode-languageserver'
import type { Session } from './session.ts'

/** A question to the person at the editor. */
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

/**
 * `regraft/input`, from server to client, for clients that say `{ experimental: { regraft: { input: true } } }` among what
 * they can.
 */
export const inputRequest: RequestType<InputQuestion, InputAnswer, void> = new RequestType('regraft/input')

/** The answer, or undefined when the person gave up. */
export async function askFor(
  { connection }: Session,
  question: InputQuestion,
  token: CancellationToken,
): Promise<Json | undefined> {
  const answer = await connection.sendRequest(inputRequest, question, token)
  return answer?.value
}
