import type { InputAnswer, InputQuestion } from '@regraft/adapter-lsp/protocol'
import type { InputSpec, Json } from '@regraft/model'
import type { CancellationToken } from 'vscode'
import { window } from 'vscode'
import { choicesOf, problemOf } from './answer.ts'

/** Asks the person at the editor; `null` when they close the question. */
export async function ask(question: InputQuestion, token: CancellationToken): Promise<InputAnswer> {
  const choices = choicesOf(question.spec)
  return choices ? pick(question, choices, token) : type(question, token)
}

async function pick(
  { title, name, spec, problem }: InputQuestion,
  choices: readonly Json[],
  token: CancellationToken,
): Promise<InputAnswer> {
  const items = choices.map((value) => ({
    label: typeof value === 'string' ? value : JSON.stringify(value),
    value,
    ...(value === spec.default ? { description: 'usual' } : {}),
  }))
  const picked = await window.showQuickPick(
    items,
    { title, placeHolder: problem ?? `${name}: ${spec.description}`, ignoreFocusOut: true },
    token,
  )
  return picked ? { value: picked.value } : null
}

async function type(
  { title, name, spec, problem }: InputQuestion,
  token: CancellationToken,
): Promise<InputAnswer> {
  const value = await window.showInputBox(
    {
      title,
      prompt: problem ?? `${name}: ${spec.description}`,
      password: spec.secret === true,
      ignoreFocusOut: true,
      ...(usual(spec) === undefined ? {} : { value: usual(spec) ?? '' }),
      validateInput: (text) => problemOf(text, spec),
    },
    token,
  )
  return value === undefined ? null : { value }
}

function usual({ default: value }: InputSpec): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
