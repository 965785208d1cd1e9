/** A text of at most so many code units, with an ellipsis where it was cut; never between the halves of a surrogate pair. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 2)
  const end = last >= 0xd800 && last < 0xdc00 ? most - 2 : most - 1
  return `${text.slice(0, end)}…`
}
