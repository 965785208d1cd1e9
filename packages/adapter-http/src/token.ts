import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { RegraftError } from '@regraft/model'

const shortest = 16

/** Says of an `Authorization` header whether it carries one of the tokens, in a time that tells nothing about them. */
export function tokenCheck(tokens: readonly string[]): (header: string | undefined) => boolean {
  const wanted = tokens.map(digest)
  return (header) => {
    const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
    const sum = digest(given ?? '')
    // Every one is compared, so that the time does not say which was met.
    return wanted.map((one) => timingSafeEqual(one, sum)).includes(true) && given !== undefined
  }
}

/**
 * Tokens as a file or a variable of the environment holds them: one a line, so that an old and a new one can both hold.
 * Throws `RegraftError` `TOKEN` when there is none, or one is too short to be a secret.
 */
export function tokensIn(text: string, from: string): readonly string[] {
  const tokens = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (tokens.length === 0) throw wrong(`There is no token in ${from}`)
  if (tokens.some((token) => token.length < shortest || /\s/.test(token)))
    throw wrong(`A token in ${from} is shorter than ${shortest} characters or holds a space`)
  return tokens
}

/** Tokens of a file. Throws `RegraftError` `TOKEN`. */
export function tokensOfFile(path: string): readonly string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw wrong(`The file of tokens, ${path}, cannot be read`, cause)
  }
  return tokensIn(text, path)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function wrong(message: string, cause?: unknown): RegraftError {
  return new RegraftError('TOKEN', message, {
    hint: 'Make one with `openssl rand -hex 32`; each line of the file is one.',
    ...(cause === undefined ? {} : { cause }),
  })
}
