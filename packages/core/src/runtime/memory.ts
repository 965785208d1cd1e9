import type { OpaExports } from './opa.ts'

const decoder = new TextDecoder()
const encoder = new TextEncoder()

const comma = 0x2c
const closingBrace = 0x7d

/** Moves texts in and out of Wasm memory. */
export class WasmText {
  readonly #memory: WebAssembly.Memory
  readonly #exports: OpaExports
  #bytes: Uint8Array

  constructor(memory: WebAssembly.Memory, exports: OpaExports) {
    this.#memory = memory
    this.#exports = exports
    this.#bytes = new Uint8Array(memory.buffer)
  }

  /** The text up to the next NUL; OPA escapes NULs within. */
  read(address: number): string {
    const bytes = this.#view()
    const end = bytes.indexOf(0, address)
    return decoder.decode(bytes.subarray(address, end === -1 ? bytes.length : end))
  }

  /** Whether these bytes stand there. */
  holds(address: number, bytes: Uint8Array): boolean {
    const memory = this.#view()
    for (let i = 0; i < bytes.length; i++) if (memory[address + i] !== bytes[i]) return false
    return true
  }

  /** Puts a text on the heap; the bytes stay until the heap is reset. */
  write(text: string): { readonly address: number; readonly size: number } {
    // UTF-8 takes at most three bytes for a UTF-16 code unit. Long texts are measured first, to waste no memory.
    const encoded = text.length > 16_384 ? encoder.encode(text) : undefined
    const address = this.#exports.opa_malloc(encoded?.length ?? text.length * 3)
    const bytes = this.#view()
    if (encoded !== undefined) {
      bytes.set(encoded, address)
      return { address, size: encoded.length }
    }
    const { written } = encoder.encodeInto(text, bytes.subarray(address, address + text.length * 3))
    return { address, size: written }
  }

  /**
   * Puts JSON on the heap: an object without its closing brace, then the members of another object. Joining them as texts
   * first would copy each once more.
   */
  writeJoined(open: string, object: string): { readonly address: number; readonly size: number } {
    const room = (open.length + object.length) * 3
    if (room > 65_536) return this.write(object === '{}' ? `${open}}` : `${open},${object.slice(1)}`)
    const address = this.#exports.opa_malloc(room)
    const bytes = this.#view().subarray(address, address + room)
    const { written: begun } = encoder.encodeInto(open, bytes)
    if (object === '{}') {
      bytes[begun] = closingBrace
      return { address, size: begun + 1 }
    }
    const { written } = encoder.encodeInto(object, bytes.subarray(begun))
    bytes[begun] = comma
    return { address, size: begun + written }
  }

  /** Growing the memory detaches its old buffer. */
  #view(): Uint8Array {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer)
    return this.#bytes
  }
}
