import { isSpace, nameEnd } from './characters.ts'

/**
 * Where parsing goes on after an item that starts at `item` failed at `failed`: at the next line that is indented no
 * deeper than the item and looks like one of its siblings or like the end of the body around it. Layout says more than
 * brackets here: the brackets are what is broken.
 */
export function recoveryPoint(text: string, item: number, failed: number): number {
  const limit = indentAt(text, item)
  let open = bracketsOpen(text, item, failed)
  let i = lineAfter(text, failed)
  while (i < text.length) {
    const first = firstOfLine(text, i)
    const c = text.charCodeAt(first)
    const indent = first - i
    const closer = c === 125 || c === 93 || c === 41
    if (closer && indent === limit && open) {
      open = false
    } else if (indent <= limit && (closer ? c === 125 : nameEnd(text, first) > first)) {
      return first
    }
    i = lineAfter(text, first)
  }
  return text.length
}

function lineAfter(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  return newline < 0 ? text.length : newline + 1
}

function firstOfLine(text: string, at: number): number {
  let i = at
  while (i < text.length && text.charCodeAt(i) !== 10 && isSpace(text.charCodeAt(i))) i++
  return i
}

function indentAt(text: string, at: number): number {
  const line = text.lastIndexOf('\n', at - 1) + 1
  return at === 0 ? 0 : firstOfLine(text, line) - line
}

/** Whether more brackets open than close between the item's start and the end of the line that failed. */
function bracketsOpen(text: string, from: number, failed: number): boolean {
  const to = lineAfter(text, failed)
  let depth = 0
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i)
    if (c === 123 || c === 91 || c === 40) depth++
    else if (c === 125 || c === 93 || c === 41) depth--
  }
  return depth > 0
}
