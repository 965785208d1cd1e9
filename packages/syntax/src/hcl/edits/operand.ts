import type { Content } from '../../document.ts'
import type { Expression } from '../ast.ts'
import { isName } from '../characters.ts'

/**
 * A new value as its parent takes it. Steps after a number or a longer reference would become part of it, and so would a
 * word or a `-` that stands right beside it.
 */
export function asOperand(
  text: string,
  parent: Expression,
  old: Expression,
  value: string,
  content: Content,
): string {
  if (parent.kind === 'traversal' && parent.source === old && takesSteps(content)) return `(${value})`
  const before = continuesWord(text.charAt(old.start - 1), value.charAt(0)) ? ' ' : ''
  const after = continuesWord(value.charAt(value.length - 1), text.charAt(old.end)) ? ' ' : ''
  return before + value + after
}

function takesSteps(content: Content): boolean {
  if (content.kind === 'reference') return content.path.length > 1
  return content.kind === 'scalar' && typeof content.value === 'number'
}

/** Whether two characters may belong to one name. */
function continuesWord(first: string, second: string): boolean {
  return first !== '' && second !== '' && isName(`a${first}`) && isName(`a${second}`)
}
