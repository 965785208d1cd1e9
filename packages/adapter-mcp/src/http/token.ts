import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { RegraftError } from '@regraft/model'

const shortest = 16

/** Says of an `Authorization` header whether it carries the token, in a time that tells nothing about it. */
export function tokenCheck(token: string): (header: string | undefined) => boolean {
  const wanted = digest(token)
  return (header) => timingSafeEqual(wanted, digest(/^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? ''))
}

/** The token that a file holds. Throws `RegraftError` `TOKEN`. */
export function tokenOfFile(path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw wrong(`The file of the token, ${path}, cannot be read`, cause)
  }
  return requireToken(text, path)
}

/** The token that a text is. Throws `RegraftError` `TOKEN` when it is too short to be a secret. */
export function requireToken(text: string, from: string): string {
  const token = text.trim()
  if (token.length < shortest || /\s/.test(token))
    throw wrong(`The token in ${from} is shorter than ${shortest} characters or holds a space`)
  return token
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function wrong(message: string, cause?: unknown): RegraftError {
  return new RegraftError('TOKEN', message, {
    hint: 'Make one with `openssl rand -hex 32`.',
    ...(cause === undefined ? {} : { cause }),
  })
}
