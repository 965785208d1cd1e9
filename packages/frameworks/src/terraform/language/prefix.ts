/** Prefixes of unknown strings are kept up to here, as HCL does. */
const longest = 128

/** What stays known of a text that something unknown follows: what cannot become part of another character. */
export function safePrefix(text: string): string {
  return text.length > longest ? text.slice(0, longest) : text
}
