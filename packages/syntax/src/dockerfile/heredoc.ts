import type { Heredoc, Instruction } from './instruction.ts'
import { wordsOf } from './words.ts'

/** Heredocs that begin in the line of an instruction, in the order in which their texts follow. */
export function heredocsOf(instruction: Instruction): readonly Omit<Heredoc, 'content'>[] {
  const { name, json, original } = instruction.inner ?? instruction
  if (!/^(?:add|copy|run)$/i.test(name) || json || !original.includes('<<')) return []
  return wordsOf(original, '\\').flatMap((word) => heredocOf(word) ?? [])
}

/** Reads `<<EOF`, `3<<-"EOF"`; undefined for any other word. */
export function heredocOf(word: string): Omit<Heredoc, 'content'> | undefined {
  const [, dash, rest = ''] = /^\d*<<(-?)\s*([^<]*)$/.exec(word) ?? []
  const [only, second] = wordsOf(rest, '\\')
  if (only === undefined || second !== undefined) return undefined
  return { name: only.replace(/\\(.)|["']/g, '$1'), chomp: dash === '-' }
}
