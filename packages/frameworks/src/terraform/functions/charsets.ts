import { fromUtf8, utf8 } from './bytes.ts'

/** How a character set writes text. Both give undefined for what it has no place for. */
export interface Charset {
  encode(text: string): Uint8Array | undefined
  decode(bytes: Uint8Array): string | undefined
}

/** What windows-1252 has from 0x80 to 0x9f; elsewhere it is ISO 8859-1. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

const replacement = '\ufffd'

/** A character set by a name that IANA has for it, in any case. Undefined for the many others. */
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
      return byTable((byte) => (byte < 128 ? String.fromCharCode(byte) : replacement))
    case 'iso-8859-1':
    case 'latin1':
      return byTable((byte) => String.fromCharCode(byte))
    case 'windows-1252':
      return byTable((byte) => windows1252[byte - 0x80] ?? String.fromCharCode(byte))
    default:
      return undefined
  }
}

/** A text without the sign for what could not be read, which fails. */
function without(text: string | undefined): string | undefined {
  return text?.includes(replacement) === true ? undefined : text
}

/** One byte a character. */
function byTable(character: (byte: number) => string): Charset {
  const table = Array.from({ length: 256 }, (_, byte) => character(byte))
  const bytes = new Map(table.map((each, byte) => [each, byte]))
  bytes.delete(replacement)
  return {
    encode: (text) => {
      const out = Array.from(text, (each) => bytes.get(each) ?? -1)
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
