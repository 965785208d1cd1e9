import { type Diagnostic, isObject, RegraftError } from '@regraft/model'
import type { Config } from './config.ts'
import { configSchema } from './schema.ts'
import { type ConfigData, configOf } from './settings.ts'
import { type Problem, validate } from './validate.ts'
import { diagnosticAt, readYaml } from './yaml.ts'

/** Checks a configuration's text. Throws `CONFIG_INVALID` with everything that is wrong. */
export function parseConfig(name: string, text: string, folder: string, named = false): Config {
  const data = readYaml(name, text)
  if ('diagnostics' in data) throw invalid(name, data.diagnostics)
  const { value, place } = data
  const diagnose = (it: Problem): Diagnostic => diagnosticAt(name, text, place(it), it.message, it.hint)
  const problems = validate(value, configSchema())
  if (problems.length > 0 || !isObject(value)) throw invalid(name, problems.map(diagnose))
  // The schema holds, so the data has this shape.
  return { ...configOf(value as ConfigData, folder, named), diagnose }
}

function invalid(name: string, diagnostics: readonly Diagnostic[]): RegraftError {
  return new RegraftError('CONFIG_INVALID', `the configuration ${name} is not valid`, { diagnostics })
}
