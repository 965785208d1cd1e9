import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RegraftError } from '@regraft/model'
import { printable, renderDiagnostics } from '@regraft/reporters'
import { colorOf } from './io/color.ts'
import type { Io } from './io/io.ts'
import { version } from './version.ts'

/** Tells why a command ended early, and gives the exit code: 2 for what its user can mend, 3 for what only we can. */
export function fail(error: unknown, argv: readonly string[], io: Io): number {
  if (error instanceof RegraftError) {
    io.stderr.write(explained(error, argv.includes('--no-color'), io))
    return 2
  }
  io.stderr.write(defect(error, argv))
  return 3
}

/** What is wrong, where, and what to do about it. */
export function explained(error: RegraftError, noColor: boolean, io: Io): string {
  const color = colorOf(io.stderr, io, noColor)
  const frames = renderDiagnostics(error.diagnostics, { color })
  const hint = error.hint === undefined ? '' : `  ${printable(error.hint)}\n`
  const code = error.code === 'USAGE' ? '' : ` (${error.code})`
  return `regraft: ${printable(error.message)}${code}\n${frames}${hint}`
}

function defect(error: unknown, argv: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error)
  const file = details(error, argv)
  const where = file === undefined ? '' : `  The details are in ${file}\n`
  return `regraft: a defect of regraft stopped it: ${printable(message).slice(0, 500)}\n${where}  Please report it, with that file and, if you can, the code it was run on.\n`
}

/** Writes what a maintainer needs to a new file; undefined when there is no place for one. */
function details(error: unknown, argv: readonly string[]): string | undefined {
  const lines = [
    `regraft ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    `arguments: ${JSON.stringify(withoutAnswers(argv))}`,
    '',
    ...stacks(error),
  ]
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'regraft-')), 'defect.txt')
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
    return file
  } catch {
    return undefined
  }
}

/** Answers to fixes and values of variables may be secrets. */
function withoutAnswers(argv: readonly string[]): string[] {
  const key = (pair: string): string => `${pair.split('=', 1)[0]}=…`
  return argv.map((word, i) => {
    const inline = /^(--(?:input|var)=)(.*)$/s.exec(word)
    if (inline) return `${inline[1]}${key(inline[2] ?? '')}`
    return ['--input', '--var'].includes(argv[i - 1] ?? '') ? key(word) : word
  })
}

function stacks(error: unknown): string[] {
  const out: string[] = []
  for (let at = error, depth = 0; at !== undefined && depth < 8; depth++) {
    out.push(at instanceof Error ? (at.stack ?? at.message) : String(at))
    at = at instanceof Error ? at.cause : undefined
  }
  return out
}
