import type { Json } from '@regraft/model'
import type { CancellationToken } from 'vscode-languageserver'
import { type InputAnswer, type InputQuestion, inputMethod } from './protocol.ts'
import type { Session } from './session.ts'

/** The answer of the person at the editor, or undefined when they gave up. */
export async function askFor(
  { connection }: Session,
  question: InputQuestion,
  token: CancellationToken,
): Promise<Json | undefined> {
  const answer = await connection.sendRequest<InputAnswer>(inputMethod, question, token)
  return answer?.value
}
