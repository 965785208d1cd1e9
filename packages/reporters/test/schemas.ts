import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'

const require = createRequire(import.meta.url)

/** The folder of an installed package. */
export function folderOf(name: string): string {
  return dirname(require.resolve(`${name}/package.json`))
}

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
