/**
 * A text for a log that CI services read along: what they would obey is written with an escape. GitHub's runner takes a
 * line that begins with `::` after white space, and `##[` wherever it stands; Azure's agent takes `##vso[`.
 */
export function uncommanded(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a').replace(/(?<=#)#(?=(?:vso)?\[)/gi, '\\u0023')
}
