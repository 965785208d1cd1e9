import { decodeBase64 } from './base64.ts'
import { bundleText } from './bundle.generated.ts'

let bytes: Uint8Array | undefined

/**
 * The built-in policies as one OPA bundle, to be given to `createEngine({ policies: [builtin] })`. It is decoded when it
 * is first asked for.
 */
export const builtin: { readonly id: string; readonly bundle: Uint8Array } = {
  id: 'builtin',
  get bundle() {
    bytes ??= decodeBase64(bundleText)
    return bytes
  },
}
