import type { Value } from '../../language/value.ts'
import { compareBytes, isWhollyKnown } from '../../language/value.ts'

/**
 * Blocks that the provider keeps in a set, as it walks them: each once, by the decimal digits of the CRC-32 of their
 * text (`SerializeResourceForHash` of the plugin SDK). Where one is not wholly known they stay as they were written.
 */
export function inSetOrder<T>(
  blocks: readonly T[],
  textOf: (block: T) => string,
  parts: (block: T) => readonly Value[],
): readonly T[] {
  if (blocks.length < 2 || !blocks.flatMap(parts).every(isWhollyKnown)) return blocks
  const byCode = new Map<string, T>()
  for (const block of blocks) {
    const code = codeOf(textOf(block))
    if (!byCode.has(code)) byCode.set(code, block)
  }
  return [...byCode].sort(([a], [b]) => compareBytes(a, b)).map(([, block]) => block)
}

/** The text of a set of strings inside a block's. */
export function setText(items: readonly string[]): string {
  const inOrder = inSetOrder(
    items.map((item) => `${item};`),
    (text) => text,
    () => [],
  )
  return `{${inOrder.join('')}};`
}

function codeOf(text: string): string {
  return String(crc32(new TextEncoder().encode(text)))
}

const table = Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number)
  return (crc ^ 0xffffffff) >>> 0
}
