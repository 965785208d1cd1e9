import type { Sequence, TemplatePart } from './ast.ts'
import { MAX_DEPTH, type Parser } from './parser.ts'
import { append, type DirectivePiece, type Piece } from './template.ts'

type Opening = Extract<DirectivePiece, { kind: 'if-open' | 'for-open' }>

/** A directive whose end is still to come, with the parts inside it so far. */
interface Open {
  readonly opening: Opening
  readonly first: TemplatePart[]
  middle: DirectivePiece | undefined
  readonly second: TemplatePart[]
}

/** Pairs directives up: a tree from the flat list. */
export function assemble(p: Parser, pieces: readonly Piece[]): TemplatePart[] {
  const root: TemplatePart[] = []
  const stack: Open[] = []
  let deepest = 0
  let parts = root
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'text':
      case 'interpolation':
        append(parts, piece)
        break
      case 'if-open':
      case 'for-open': {
        const open: Open = { opening: piece, first: [], middle: undefined, second: [] }
        if (stack.push(open) > MAX_DEPTH) return tooDeep(p, piece)
        deepest = Math.max(deepest, stack.length)
        parts = open.first
        break
      }
      default: {
        const open = stack[stack.length - 1]
        if (open === undefined || !fits(open, piece)) return unpaired(p, piece, root)
        if (piece.kind === 'else') {
          open.middle = piece
          parts = open.second
          break
        }
        stack.pop()
        const outer = stack[stack.length - 1]
        parts = outer === undefined ? root : outer.middle === undefined ? outer.first : outer.second
        parts.push(directive(open, piece))
      }
    }
  }
  const open = stack[0]
  if (open !== undefined) unclosed(p, open.opening)
  p.height += deepest
  return root
}

function fits(open: Open, piece: DirectivePiece): boolean {
  if (piece.kind === 'endfor') return open.opening.kind === 'for-open'
  if (open.opening.kind !== 'if-open') return false
  return piece.kind === 'endif' || open.middle === undefined
}

function directive(open: Open, piece: DirectivePiece): TemplatePart {
  const { first, second } = open
  const { start } = open.opening
  const { end } = piece
  const opening = marks(open.opening)
  const closing = marks(piece)
  if (open.opening.kind === 'for-open') {
    return { kind: 'for', start, end, ...open.opening.names, parts: first, opening, closing }
  }
  return {
    kind: 'if',
    start,
    end,
    condition: open.opening.condition,
    consequent: first,
    alternate: second,
    opening,
    middle: open.middle === undefined ? undefined : marks(open.middle),
    closing,
  }
}

function marks({ start, end, stripBefore, stripAfter }: DirectivePiece): Sequence {
  return { start, end, stripBefore, stripAfter }
}

function tooDeep(p: Parser, piece: DirectivePiece): TemplatePart[] {
  const message = `directives are nested more than ${MAX_DEPTH} levels deep`
  p.report('HCL_TOO_DEEP', message, piece.start, piece.end)
  return []
}

function unpaired(p: Parser, piece: DirectivePiece, parts: TemplatePart[]): TemplatePart[] {
  p.report(
    'HCL_INVALID_TEMPLATE',
    `this ${piece.kind} ends no directive that is open here`,
    piece.start,
    piece.end,
  )
  return parts
}

function unclosed(p: Parser, opening: Opening): void {
  const end = opening.kind === 'if-open' ? 'endif' : 'endfor'
  p.report('HCL_INVALID_TEMPLATE', `this directive has no %{ ${end} }`, opening.start, opening.end)
}
