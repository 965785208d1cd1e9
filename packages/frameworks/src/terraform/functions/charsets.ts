import { fromUtf8, utf8 } from './bytes.ts'

/** How a character set writes text. Both give undefined for what it has no place for. */
export interface Charset {
  encode(text: string): Uint8Array | undefined
  decode(bytes: Uint8Array): string | undefined
}

/** Sets of one byte a character that the Web's `TextDecoder` knows by the same name and content as IANA. */
const singleByte =
  /^(?:iso-8859-(?:[2-8]|10|13|14|15|16)|windows-125[0-8]|windows-874|koi8-[ru]|macintosh|ibm866)$/

const replacement = '\ufffd'

/** A character set by a name that IANA has for it, in any case. Undefined where it is not known here, or nowhere. */
export function charsetOf(name: string): Charset | undefined {
  const label = name.toLowerCase()
  switch (label) {
    case 'utf-8':
      return { encode: utf8, decode: (bytes) => without(fromUtf8(bytes)) }
    case 'utf-16':
      return { encode: (text) => utf16(`\ufeff${text}`, false), decode: (bytes) => fromMarked(bytes) }
    case 'utf-16be':
    case 'utf-16le':
      return {
        encode: (text) => utf16(text, label.endsWith('le')),
        decode: (bytes) => fromUtf16(bytes, label.endsWith('le')),
      }
    case 'us-ascii':
    case 'ascii':
      return byTable(
        Array.from({ length: 256 }, (_, byte) => (byte < 128 ? String.fromCharCode(byte) : replacement)),
      )
    case 'iso-8859-1':
    case 'latin1':
      return byTable(Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)))
    default:
      return singleByte.test(label) ? byTable(tableOf(label)) : undefined
  }
}

/** A text without the sign for what could not be read, which fails. */
function without(text: string | undefined): string | undefined {
  return text?.includes(replacement) === true ? undefined : text
}

function tableOf(label: string): readonly string[] {
  const decoder = new TextDecoder(label)
  return Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)))
}

function byTable(table: readonly string[]): Charset {
  const bytes = new Map(table.map((character, byte) => [character, byte]))
  bytes.delete(replacement)
  return {
    encode: (text) => {
      const out = Array.from(text, (character) => bytes.get(character) ?? -1)
      return out.includes(-1) ? undefined : Uint8Array.from(out)
    },
    decode: (source) => without(Array.from(source, (byte) => table[byte] as string).join('')),
  }
}

function utf16(text: string, little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little)
  return new Uint8Array(view.buffer)
}

function fromUtf16(bytes: Uint8Array, little: boolean): string | undefined {
  if (bytes.length % 2 === 1) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const units = Array.from({ length: bytes.length / 2 }, (_, i) =>
    String.fromCharCode(view.getUint16(i * 2, little)),
  )
  const text = units.join('')
  return /\p{Surrogate}/u.test(text) ? undefined : without(text)
}

/** UTF-16 whose byte order mark says the order; without one the higher byte is first. */
function fromMarked(bytes: Uint8Array): string | undefined {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe
  const marked = little || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return fromUtf16(marked ? bytes.subarray(2) : bytes, little)
}
