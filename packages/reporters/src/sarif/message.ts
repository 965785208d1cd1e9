import type { JsonObject } from '@regraft/model'

/**
 * A plain text message. `[text](1)` would be an embedded link (SARIF 2.1.0, 3.11.6); what a file or a policy says must
 * not become one.
 */
export function message(text: string): JsonObject {
  return { text: text.includes('](') ? text.replace(/[\\[\]]/g, '\\$&') : text }
}
