import type { Reader } from './bytes.ts'

/**
 * Where a function's body turns: the offset after its locals (its entry) and those after each `loop`.
 * `body` stands at the locals; `end` is the offset after the body.
 * Throws RangeError on an instruction that is not in WebAssembly 1.0, sign extension, saturating conversion or bulk memory.
 */
export function turningPoints(
  body: Reader,
  end: number,
): { readonly entry: number; readonly loops: number[] } {
  for (let groups = body.u32(); groups > 0; groups--) {
    body.u32()
    body.byte()
  }
  const entry = body.at
  const loops: number[] = []
  while (body.at < end) if (skipInstruction(body)) loops.push(body.at)
  if (body.at !== end) throw new RangeError('a function runs over its end')
  return { entry, loops }
}

/** Moves past one instruction; true for `loop`. Opcodes: https://webassembly.github.io/spec/core/binary/instructions.html */
function skipInstruction(code: Reader): boolean {
  const opcode = code.byte()
  switch (opcode) {
    case 0x03: // loop
      code.skipLeb()
      return true
    case 0x02: // block
    case 0x04: // if
    case 0x0c: // br
    case 0x0d: // br_if
    case 0x10: // call
    case 0x20: // local.get, local.set, local.tee, global.get, global.set
    case 0x21:
    case 0x22:
    case 0x23:
    case 0x24:
    case 0x3f: // memory.size, memory.grow
    case 0x40:
    case 0x41: // i32.const, i64.const
    case 0x42:
      code.skipLeb()
      return false
    case 0x0e: // br_table
      for (let labels = code.u32() + 1; labels > 0; labels--) code.skipLeb()
      return false
    case 0x11: // call_indirect
      code.skipLeb()
      code.skipLeb()
      return false
    case 0x43: // f32.const
      code.skip(4)
      return false
    case 0x44: // f64.const
      code.skip(8)
      return false
    case 0xfc:
      skipPrefixed(code)
      return false
    default:
      skipPlain(code, opcode)
      return false
  }
}

function skipPlain(code: Reader, opcode: number): void {
  if (opcode >= 0x28 && opcode <= 0x3e) {
    code.skipLeb() // alignment and offset of a load or store
    code.skipLeb()
    return
  }
  const plain =
    opcode <= 0x01 || // unreachable, nop
    opcode === 0x05 || // else
    opcode === 0x0b || // end
    opcode === 0x0f || // return
    opcode === 0x1a || // drop
    opcode === 0x1b || // select
    (opcode >= 0x45 && opcode <= 0xc4) // numeric
  if (!plain) throw new RangeError(`the instruction 0x${opcode.toString(16)} is not known`)
}

function skipPrefixed(code: Reader): void {
  const opcode = code.u32()
  if (opcode <= 7) return // saturating conversions
  if (opcode < 8 || opcode > 11) throw new RangeError(`the instruction 0xfc ${opcode} is not known`)
  code.skipLeb() // memory.init, data.drop, memory.copy, memory.fill
  if (opcode === 8 || opcode === 10) code.skipLeb()
}
