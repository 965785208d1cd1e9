import { randomUUID } from 'node:crypto'
import { printable } from '@regraft/reporters'
import type { Host } from './host.ts'

/**
 * Prints text that may hold words of a repository. The runner obeys lines that begin with `::` unless commands are stopped
 * (docs.github.com, "Stopping and starting workflow commands"); nobody can guess the word that starts them again.
 */
export function logQuoted(host: Host, text: string): void {
  if (text.trim() === '') return
  const word = randomUUID()
  const lines = text.trimEnd().split('\n').map(printable)
  host.log(`::stop-commands::${word}\n${lines.join('\n')}\n::${word}::\n`)
}
