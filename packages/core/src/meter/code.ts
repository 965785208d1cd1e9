/** What follows an opcode. */
const immediate = {
  none: 0,
  number: 1,
  twoNumbers: 2,
  loop: 3,
  labels: 4,
  fourBytes: 5,
  eightBytes: 6,
  prefixed: 7,
  unknown: 8,
} as const

/**
 * By opcode, for WebAssembly 1.0 with sign extension: https://webassembly.github.io/spec/core/binary/instructions.html
 */
const immediates: Uint8Array = table([
  [immediate.none, [0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b]], // unreachable, nop, else, end, return, drop, select
  [immediate.none, range(0x45, 0xc4)], // numeric
  [immediate.number, [0x02, 0x04, 0x0c, 0x0d, 0x10]], // block, if, br, br_if, call
  [immediate.number, range(0x20, 0x24)], // variables
  [immediate.number, [0x3f, 0x40, 0x41, 0x42]], // memory.size, memory.grow, i32.const, i64.const
  [immediate.twoNumbers, [0x11, ...range(0x28, 0x3e)]], // call_indirect, loads and stores
  [immediate.loop, [0x03]],
  [immediate.labels, [0x0e]], // br_table
  [immediate.fourBytes, [0x43]], // f32.const
  [immediate.eightBytes, [0x44]], // f64.const
  [immediate.prefixed, [0xfc]], // saturating conversions, bulk memory
])

function table(rows: readonly (readonly [number, readonly number[]])[]): Uint8Array {
  const kinds = new Uint8Array(256).fill(immediate.unknown)
  for (const [kind, opcodes] of rows) for (const opcode of opcodes) kinds[opcode] = kind
  return kinds
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/**
 * Pushes the offset behind every `loop` of the instructions from `start` to `end`. One plain loop over bytes: this
 * runs once, at start-up, before any of it is compiled, and a policy has some hundred thousand instructions.
 * Throws RangeError on an instruction that is not known.
 */
export function findLoops(bytes: Uint8Array, start: number, end: number, loops: number[]): void {
  let at = start
  while (at < end) {
    const opcode = bytes[at++] as number // at < end
    let numbers = 0
    switch (immediates[opcode]) {
      case immediate.none:
        continue
      case immediate.number:
        numbers = 1
        break
      case immediate.twoNumbers:
        numbers = 2
        break
      case immediate.loop:
        while ((bytes[at++] as number) >= 0x80);
        loops.push(at)
        continue
      case immediate.labels: {
        let shift = 0
        let byte: number
        do {
          byte = bytes[at++] as number
          numbers += (byte & 0x7f) << shift
          shift += 7
        } while (byte >= 0x80)
        numbers++ // the default label
        break
      }
      case immediate.fourBytes:
        at += 4
        continue
      case immediate.eightBytes:
        at += 8
        continue
      case immediate.prefixed:
        numbers = numbersAfterPrefix(bytes[at++] as number)
        break
      default:
        throw new RangeError(`the instruction 0x${opcode.toString(16)} is not known`)
    }
    // Past the end a byte is undefined, which ends the loop.
    for (; numbers > 0 && at < end; numbers--) while ((bytes[at++] as number) >= 0x80);
  }
  if (at !== end) throw new RangeError('a function runs over its end')
}

function numbersAfterPrefix(opcode: number): number {
  if (opcode <= 7) return 0 // saturating conversions
  if (opcode === 8 || opcode === 10) return 2 // memory.init, memory.copy
  if (opcode === 9 || opcode === 11) return 1 // data.drop, memory.fill
  throw new RangeError(`the instruction 0xfc ${opcode} is not known`)
}
