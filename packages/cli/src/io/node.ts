import { createInterface } from 'node:readline/promises'
import type { Input, Io, Output } from './io.ts'

/** The process as commands see it: the only place that touches standard input, output and error. */
export function processIo(): Io {
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin: input(),
    env: process.env,
    cwd: process.cwd(),
    today: () => new Date().toISOString().slice(0, 10),
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
  }
}

function output(stream: NodeJS.WriteStream): Output {
  let open = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false
    // `regraft check | head` closes the pipe: the rest has no reader, and that is all.
    if (error.code !== 'EPIPE') process.exitCode = 2
  })
  return {
    write: (text) => {
      if (open) stream.write(text)
    },
    isTerminal: stream.isTTY === true,
    get columns() {
      // Some terminals say 0 when they do not know.
      return stream.isTTY && stream.columns > 0 ? stream.columns : undefined
    },
  }
}

function input(): Input {
  return { isTerminal: process.stdin.isTTY === true, bytes: readAll, ask }
}

async function readAll(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= limit) break
  }
  return new Uint8Array(Buffer.concat(chunks).subarray(0, limit))
}

/** The question goes to standard error, so that a redirected report does not hold it. */
async function ask(question: string): Promise<string | undefined> {
  const line = createInterface({ input: process.stdin, output: process.stderr, terminal: true })
  try {
    return await new Promise<string | undefined>((resolve) => {
      line.once('SIGINT', () => resolve(undefined))
      line.once('close', () => resolve(undefined))
      line.question(question).then(resolve, () => resolve(undefined))
    })
  } finally {
    line.close()
  }
}
