import type { Config } from '@regraft/config'
import { ParamsError } from '@regraft/engine'
import { RegraftError } from '@regraft/model'

/** An error about parameters with the places in the configuration that gave them; any other error as it is. */
export function placed(error: unknown, { diagnose }: Pick<Config, 'diagnose'>): unknown {
  if (!(error instanceof ParamsError) || diagnose === undefined) return error
  const diagnostics = error.problems.map(({ path, atKey, message, hint }) => ({
    ...diagnose({ path: ['params', ...path], message, hint, ...(atKey ? { atKey } : {}) }),
    code: error.code,
  }))
  return new RegraftError(error.code, 'the parameters do not suit the rules', { diagnostics })
}
