import type { CallToolResult } from '@modelcontextprotocol/server'
import { RegraftError } from '@regraft/model'
import { cut } from './told/cut.ts'

const frames = 5

/** An error as a tool's result: what happened, its code, what to do. In `_meta` for programs, as text for models. */
export function failed(error: unknown, log: (line: string) => void): CallToolResult {
  const { code, message, hint, shown } = describe(error)
  if (code === 'DEFECT') log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const text = [`${message} (${code}).`, hint, ...shown].filter((part) => part !== undefined).join('\n')
  return {
    isError: true,
    content: [{ type: 'text', text: cut(text, 8000) }],
    _meta: {
      'regraft/error': { code, message: cut(message, 2000), ...(hint === undefined ? {} : { hint }) },
    },
  }
}

interface Described {
  readonly code: string
  readonly message: string
  readonly hint: string | undefined
  readonly shown: readonly string[]
}

function describe(error: unknown): Described {
  if (error instanceof RegraftError) {
    const { code, message, hint, diagnostics } = error
    const shown = diagnostics.slice(0, frames).map((one) => one.frame ?? `${one.message} (${one.code})`)
    return { code, message, hint, shown }
  }
  return {
    code: 'DEFECT',
    message: 'The call failed for a reason that is a defect of regraft',
    hint: 'Please report it; the log of the server says more.',
    shown: [],
  }
}
