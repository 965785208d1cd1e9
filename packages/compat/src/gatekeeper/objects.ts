import { isList, isObject, type Json, type JsonObject } from '@regraft/model'

/** `apiVersion` without its version. */
export function groupOf({ apiVersion }: { readonly apiVersion?: Json }): string {
  return typeof apiVersion === 'string' && apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
}

export function objectIn(value: Json | undefined, ...steps: readonly string[]): JsonObject {
  let at = value
  for (const step of steps) at = isObject(at) ? at[step] : undefined
  return isObject(at) ? at : {}
}

export function textIn(value: Json | undefined, ...steps: readonly string[]): string | undefined {
  const found = objectIn(value, ...steps.slice(0, -1))[steps.at(-1) ?? '']
  return typeof found === 'string' ? found : undefined
}

export function textsIn(value: Json | undefined, name: string): readonly string[] {
  return listIn(value, name).filter((item) => typeof item === 'string')
}

export function listIn(value: Json | undefined, name: string): readonly Json[] {
  const found = isObject(value) ? value[name] : undefined
  return isList(found) ? found : []
}
