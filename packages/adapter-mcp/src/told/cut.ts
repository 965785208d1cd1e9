/** At most so many UTF-16 code units of a text, and never half of a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 2)
  const end = last >= 0xd800 && last <= 0xdbff ? most - 2 : most - 1
  return `${text.slice(0, end)}…`
}

/** At most so many UTF-16 code units of a text of lines, ending with a whole line. */
export function cutLines(text: string, most: number): { readonly text: string; readonly cut: boolean } {
  if (text.length <= most) return { text, cut: false }
  return { text: text.slice(0, text.lastIndexOf('\n', most - 1) + 1), cut: true }
}
