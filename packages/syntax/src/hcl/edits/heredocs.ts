import type { Expression } from '../ast.ts'

/** Whether an expression ends with a heredoc's marker, which must stay alone on its line. */
export function endsInHeredoc(expression: Expression): boolean {
  let last = expression
  for (;;) {
    if (last.kind === 'heredoc') return true
    if (last.kind === 'conditional') last = last.alternate
    else if (last.kind === 'binary') last = last.right
    else if (last.kind === 'unary') last = last.operand
    else return false
  }
}
