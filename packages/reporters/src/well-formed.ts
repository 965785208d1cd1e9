/** A text that has a UTF-8 form: a lone half of a surrogate pair has none, and strict readers refuse it. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
