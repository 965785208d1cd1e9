import { decodeBase64 } from './base64.ts'
import { bundleText } from './bundle.generated.ts'

let bytes: Uint8Array | undefined

/**
 * The built-in policies as one OPA bundle, to be given to `createEngine({ policies: [builtin] })`. It is decoded when it
 * is first asked for. Its rules give way to other policies' rules of the same id.
 */
export const builtin: { readonly id: string; readonly bundle: Uint8Array; readonly replaceable: true } = {
  id: 'builtin',
  replaceable: true,
  get bundle() {
    bytes ??= decodeBase64(bundleText)
    return bytes
  },
}
