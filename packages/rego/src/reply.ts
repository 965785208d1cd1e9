import { RegraftError } from '@regraft/model'
import type { UndefinedRef } from './results.ts'

/** One error as the reactor reports it: rows and columns 1-based, columns in code points. */
export interface RawDiagnostic {
  readonly code: string
  readonly message: string
  readonly file?: string
  readonly row?: number
  readonly col?: number
  readonly endRow?: number
  readonly endCol?: number
  readonly details?: readonly string[]
  readonly undefined?: UndefinedRef
  readonly typed?: true
}

/** What one call answers. `result` is absent when there is none because of `errors`. */
export interface Reply {
  readonly result: unknown
  readonly errors: readonly RawDiagnostic[]
  readonly blobs: ReadonlyMap<string, Uint8Array>
}

/** One request of the reactor, by operation; see the Go types for its fields. */
export interface Request {
  readonly op: string
}

/** Carries requests to a reactor, here or in a worker. Rejects with a RegraftError if the reactor ends. */
export type Send = (request: Request) => Promise<Reply>

interface Head {
  readonly result?: unknown
  readonly errors?: readonly RawDiagnostic[]
  readonly blobs?: readonly { readonly name: string; readonly size: number }[]
}

/**
 * Reads a response frame: length of the head (uint32, little endian), the head (JSON), the blobs in its order.
 * The frame's buffer is not kept: blobs are copies.
 */
export function decodeReply(frame: Uint8Array): Reply {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const end = 4 + view.getUint32(0, true)
  // The head is written by our own Go side from one struct.
  const head = JSON.parse(new TextDecoder().decode(frame.subarray(4, end))) as Head
  const blobs = new Map<string, Uint8Array>()
  let at = end
  for (const { name, size } of head.blobs ?? []) {
    blobs.set(name, frame.slice(at, at + size))
    at += size
  }
  return { result: head.result, errors: head.errors ?? [], blobs }
}

/** The bytes of an attachment that the operation always sends. */
export function blobOf(reply: Reply, name: string): Uint8Array {
  const bytes = reply.blobs.get(name)
  if (bytes === undefined) throw new RegraftError('REGO_CRASH', `the Rego toolchain sent no ${name}`)
  return bytes
}
