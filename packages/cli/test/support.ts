import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Io, Output } from '../src/index.ts'
import { main } from '../src/index.ts'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Shell {
  readonly stdin?: string | Uint8Array
  /** Which streams are terminals. */
  readonly terminals?: readonly ('stdin' | 'stdout' | 'stderr')[]
  readonly answers?: readonly string[]
  readonly env?: { readonly [name: string]: string }
  readonly today?: string
}

/** Runs a command line in this process, in a folder. */
export async function run(cwd: string, argv: readonly string[], shell: Shell = {}): Promise<Ran> {
  const out: Uint8Array[] = []
  const err: Uint8Array[] = []
  const answers = [...(shell.answers ?? [])]
  const io: Io = {
    stdout: output(out, shell.terminals?.includes('stdout') ?? false),
    stderr: output(err, shell.terminals?.includes('stderr') ?? false),
    stdin: {
      isTerminal: shell.terminals?.includes('stdin') ?? false,
      bytes: async (limit) => Buffer.from(shell.stdin ?? '').subarray(0, limit),
      ask: async (question) => {
        err.push(Buffer.from(question))
        return answers.shift()
      },
    },
    env: shell.env ?? {},
    cwd,
    today: () => shell.today ?? '2026-11-21',
    now: () => `${shell.today ?? '2026-11-21'}T12:00:00Z`,
  }
  const code = await main(argv, io)
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }
}

function output(into: Uint8Array[], isTerminal: boolean): Output {
  return {
    write: (text) => into.push(Buffer.from(text)),
    isTerminal,
    columns: isTerminal ? 80 : undefined,
  }
}

/** A new folder with these files, taken away by `remove`. */
export class Folder {
  readonly path: string

  constructor(files: { readonly [path: string]: string | Uint8Array } = {}) {
    this.path = mkdtempSync(join(tmpdir(), 'regraft-cli-'))
    this.write(files)
  }

  write(files: { readonly [path: string]: string | Uint8Array }): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true })
      writeFileSync(join(this.path, path), content)
    }
    return this
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8')
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
