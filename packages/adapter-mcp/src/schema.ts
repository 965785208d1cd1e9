/** A JSON Schema (2020-12). */
export interface Schema {
  readonly [keyword: string]: unknown
}

/** An object that has these members and no others. */
export function object(
  properties: { readonly [name: string]: Schema },
  required: readonly string[] = [],
): Schema {
  return { type: 'object', additionalProperties: false, properties, required }
}

export function list(items: Schema, description: string, maxItems?: number): Schema {
  return { type: 'array', items, description, ...(maxItems === undefined ? {} : { maxItems }) }
}

/** A list of short texts. */
export function texts(description: string): Schema {
  return list({ type: 'string', maxLength: 4096 }, description, 1000)
}
