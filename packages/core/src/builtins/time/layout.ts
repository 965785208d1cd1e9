/** A piece of a Go time layout: a field such as `2006`, or text between. https://pkg.go.dev/time#Layout */
export interface Piece {
  readonly kind: 'field' | 'fraction' | 'text'
  readonly text: string
}

/** Fields, those that start like another before it. `_2006` is an underscore and a year. */
const fields: readonly string[] = [
  ...['January', 'Jan', 'Monday', 'Mon', 'MST', '2006', '002', '01', '02', '03', '04', '05', '06', '15'],
  ...['__2', '_2', 'PM', 'pm', '1', '2', '3', '4', '5'],
  ...['-07:00:00', '-070000', '-07:00', '-0700', '-07', 'Z07:00:00', 'Z070000', 'Z07:00', 'Z0700', 'Z07'],
]

const named: { readonly [name: string]: string } = {
  ANSIC: 'Mon Jan _2 15:04:05 2006',
  UnixDate: 'Mon Jan _2 15:04:05 MST 2006',
  RubyDate: 'Mon Jan 02 15:04:05 -0700 2006',
  RFC822: '02 Jan 06 15:04 MST',
  RFC822Z: '02 Jan 06 15:04 -0700',
  RFC850: 'Monday, 02-Jan-06 15:04:05 MST',
  RFC1123: 'Mon, 02 Jan 2006 15:04:05 MST',
  RFC1123Z: 'Mon, 02 Jan 2006 15:04:05 -0700',
  RFC3339: '2006-01-02T15:04:05Z07:00',
  RFC3339Nano: '2006-01-02T15:04:05.999999999Z07:00',
}

export const rfc3339 = 'RFC3339'
export const rfc3339Nano = 'RFC3339Nano'

/** The pieces of a layout, or of one of the layouts OPA knows by name. */
export function piecesOf(layoutOrName: string): Piece[] {
  const layout = Object.hasOwn(named, layoutOrName) ? (named[layoutOrName] ?? '') : layoutOrName
  const pieces: Piece[] = []
  let literal = ''
  for (let at = 0; at < layout.length; ) {
    const found = fieldAt(layout, at)
    if (found === undefined) {
      literal += layout[at++]
      continue
    }
    if (literal !== '') pieces.push({ kind: 'text', text: literal })
    literal = ''
    pieces.push(found)
    at += found.text.length
  }
  if (literal !== '') pieces.push({ kind: 'text', text: literal })
  return pieces
}

function fieldAt(layout: string, at: number): Piece | undefined {
  const fraction = /^[.,](?:0+|9+)(?!\d)/.exec(layout.slice(at, at + 64))?.[0]
  if (fraction !== undefined) return { kind: 'fraction', text: fraction }
  if (layout.startsWith('_2006', at)) return undefined
  for (const text of fields) {
    if (!layout.startsWith(text, at)) continue
    // "Janet" is a name.
    const short = text === 'Jan' || text === 'Mon'
    if (short && /^[a-z]/.test(layout.slice(at + 3, at + 4))) continue
    return { kind: 'field', text }
  }
  return undefined
}
