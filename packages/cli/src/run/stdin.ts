import { posix, relative, resolve, sep } from 'node:path'
import { memoryWorkspace, type Workspace } from '@regraft/engine'
import { type Diagnostic, RegraftError } from '@regraft/model'
import type { Io } from '../io/io.ts'
import { isInside } from './root.ts'

const limit = 64 * 1024 * 1024

/** One file read from standard input, and the path it goes by. */
export interface StdinFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Throws `STDIN_TOO_LARGE` past 64 MiB: what is not read whole cannot be handed on whole. */
export async function readStdin(stdinPath: string | undefined, io: Io): Promise<StdinFile> {
  const bytes = await io.stdin.bytes(limit + 1)
  if (bytes.length > limit)
    throw new RegraftError('STDIN_TOO_LARGE', 'standard input holds more than 64 MiB', {
      hint: 'Name the file instead.',
    })
  return { path: stdinPath === undefined ? guess(bytes) : pathOf(stdinPath, io.cwd), bytes }
}

/**
 * A workspace of that one file. Beside it only the named files can be read, from `disk`, and nothing else is written: a
 * filter changes what it prints. Of any other file nobody knows whether it is there.
 */
export function stdinWorkspace(
  { path, bytes }: StdinFile,
  readable: readonly string[],
  disk: Workspace,
): Workspace {
  const { root, list, read, write } = memoryWorkspace({ [path]: bytes })
  return {
    root,
    list,
    write,
    read: async (name, limit) => {
      if (name === path) return read(name, limit)
      return readable.includes(name) ? disk.read(name, limit) : { ok: false, diagnostic: unread(name) }
    },
  }
}

function unread(file: string): Diagnostic {
  return {
    code: 'FILE_UNREADABLE',
    severity: 'error',
    message: `${file} is not read beside standard input`,
    file,
  }
}

/** Relative to the working folder where it lies in it; a file elsewhere goes by its name. */
function pathOf(name: string, cwd: string): string {
  const path = resolve(cwd, name)
  const steps = isInside(cwd, path) ? relative(cwd, path) : posix.basename(path.split(sep).join('/'))
  return steps.split(sep).join('/')
}

/** A name that says what the text looks like: blocks are Terraform, anything else YAML, which holds JSON too. */
function guess(bytes: Uint8Array): string {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096))
  const block = /^\s*(resource|data|module|variable|output|locals|provider|terraform)\b[^\n:]*\{/m
  return block.test(head) ? 'stdin.tf' : 'stdin.yaml'
}
