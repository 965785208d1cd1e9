const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A text in UTF-8; half a surrogate pair becomes the replacement character. */
export function utf8(text: string): Uint8Array {
  return utf8Encoder.encode(text)
}

/** The text that bytes in UTF-8 are, a byte order mark included; undefined when they are none. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8Decoder.decode(bytes)
  } catch {
    return undefined
  }
}

export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** A string with a character for each byte. */
function binary(bytes: Uint8Array): string {
  let text = ''
  // A call takes a limited number of arguments.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

export function base64(bytes: Uint8Array): string {
  return btoa(binary(bytes))
}

/** Bytes of standard base64 with its padding, line breaks aside; undefined when it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  const symbols = text.replace(/[\r\n]+/g, '')
  if (symbols.length % 4 !== 0 || /[^A-Za-z0-9+/=]|=[^=]|===/.test(symbols)) return undefined
  return Uint8Array.from(atob(symbols), (character) => character.charCodeAt(0))
}
