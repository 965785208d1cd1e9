import type { Proposal } from '@regraft/engine'
import { printable, renderDiff, unifiedDiff } from '@regraft/reporters'
import type { Arguments } from '../args/arguments.ts'
import type { Io } from '../io/io.ts'
import { look } from './emit.ts'

/** The person at the terminal ended the run: nothing is written. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted'
}

/** Asks about one fix after the other; remembers "all" and "quit". */
export function asker(args: Arguments, io: Io, before: () => void): (proposal: Proposal) => Promise<boolean> {
  let settled: boolean | undefined
  return async (proposal) => {
    if (settled !== undefined) return settled
    before()
    io.stderr.write(shown(proposal, args, io))
    for (;;) {
      const answer = await io.stdin.ask('Apply this fix? [y]es, [n]o, [a]ll that follow, [q]uit asking: ')
      if (answer === undefined) throw new Interrupted('interrupted')
      const letter = answer.trim().toLowerCase()[0]
      if (letter === 'y') return true
      if (letter === 'n') return false
      if (letter === 'a' || letter === 'q') {
        settled = letter === 'a'
        return settled
      }
      io.stderr.write('y applies it, n leaves it, a applies it and the rest, q leaves it and the rest.\n')
    }
  }
}

function shown({ finding, fix, level, edits, text }: Proposal, args: Arguments, io: Io): string {
  const { file, start } = finding.location
  const place = `${printable(file)}:${start.line}:${start.column}`
  const because = fix.because === undefined ? '' : `  ${printable(fix.because)}\n`
  const diff = edits.map((it) => unifiedDiff(it.file, text(it.file), it.edits)).join('')
  return `\n${place}  ${finding.severity}  ${printable(finding.rule)}
  ${printable(finding.message)}
  fix (${level}): ${printable(fix.title)}
${because}\n${renderDiff(diff, look(io.stderr, args, io))}\n`
}
