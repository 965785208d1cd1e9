import type { Io, Output } from './io.ts'

/** Whether colours are wanted there: on a terminal, unless NO_COLOR or --no-color; FORCE_COLOR wants them anywhere. */
export function colorOf(output: Output, io: Io, noColor: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = io.env
  if (noColor || (NO_COLOR !== undefined && NO_COLOR !== '')) return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return output.isTerminal && TERM !== 'dumb'
}
