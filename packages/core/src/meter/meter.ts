import { concat, leb, Reader } from './bytes.ts'
import { findLoops } from './code.ts'

/** Exported name of the global that holds the steps left. */
export const stepsExport = 'regraft_steps'

/** Steps before the host sets the first budget: enough for a module to start. */
const initialSteps = 0x7fffffff

const section = { import: 2, global: 6, export: 7, code: 10 } as const
const order: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11]

interface Section {
  readonly id: number
  readonly content: Uint8Array
}

/**
 * Counts work inside a policy's Wasm: every loop turn, and every call of a compiled Rego rule or function, takes one
 * from a global; at zero the module traps. It needs no second thread, works in browsers, and counts the same on every
 * machine. Functions of OPA's runtime (hashing, comparing, parsing) pay for their loops only, which halves the cost.
 *
 * Throws RangeError when the bytes are no module of the kind OPA writes.
 */
export function meter(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
  const sections = withSections(readSections(wasm), [section.global, section.export])
  const imported = importsOf(sections)
  const globals = imported.globals + countOf(sections, section.global)
  const rules = ruleFunctions(sections)
  const metered = sections.map(({ id, content }): Section => {
    if (id === section.global)
      return { id, content: appended(content, [0x7f, 1, 0x41, ...signedLeb(initialSteps), 0x0b]) }
    if (id === section.export) {
      const name = new TextEncoder().encode(stepsExport)
      return { id, content: appended(content, [...leb(name.length), ...name, 3, ...leb(globals)]) }
    }
    if (id === section.code) return { id, content: meteredCode(content, globals, imported.functions, rules) }
    return { id, content }
  })
  return concat([
    wasm.subarray(0, 8),
    ...metered.flatMap(({ id, content }) => [Uint8Array.from([id, ...leb(content.length)]), content]),
  ])
}

function readSections(wasm: Uint8Array): Section[] {
  const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  if (!magic.every((byte, i) => wasm[i] === byte)) throw new RangeError('the bytes are no WebAssembly module')
  const reader = new Reader(wasm, 8)
  const sections: Section[] = []
  while (reader.at < wasm.length) {
    const id = reader.byte()
    const size = reader.u32()
    if (size > wasm.length - reader.at) throw new RangeError('the module ends early')
    sections.push({ id, content: wasm.subarray(reader.at, reader.at + size) })
    reader.skip(size)
  }
  return sections
}

/** Adds empty sections where a module has none, at the place the format wants them. */
function withSections(sections: readonly Section[], ids: readonly number[]): Section[] {
  const all = [...sections]
  for (const id of ids) {
    if (all.some((each) => each.id === id)) continue
    const after = all.findIndex((each) => each.id !== 0 && order.indexOf(each.id) > order.indexOf(id))
    all.splice(after === -1 ? all.length : after, 0, { id, content: Uint8Array.of(0) })
  }
  return all
}

function importsOf(sections: readonly Section[]): { functions: number; globals: number } {
  const found = { functions: 0, globals: 0 }
  const content = sections.find(({ id }) => id === section.import)?.content
  if (content === undefined) return found
  const reader = new Reader(content)
  for (let count = reader.u32(); count > 0; count--) {
    reader.name()
    reader.name()
    switch (reader.byte()) {
      case 0:
        reader.u32()
        found.functions++
        break
      case 2:
        if ((reader.byte() & 1) === 1) reader.u32()
        reader.u32()
        break
      case 3:
        reader.skip(2)
        found.globals++
        break
      default:
        throw new RangeError('the module imports what no policy needs')
    }
  }
  return found
}

function countOf(sections: readonly Section[], id: number): number {
  const content = sections.find((each) => each.id === id)?.content
  return content === undefined ? 0 : new Reader(content).u32()
}

/** A vector section with one more entry. */
function appended(content: Uint8Array, entry: readonly number[]): Uint8Array {
  const reader = new Reader(content)
  const count = reader.u32()
  return concat([Uint8Array.from(leb(count + 1)), content.subarray(reader.at), Uint8Array.from(entry)])
}

function meteredCode(
  content: Uint8Array,
  global: number,
  imported: number,
  rules: ReadonlySet<number> | undefined,
): Uint8Array {
  const probe = probeOf(global)
  const reader = new Reader(content)
  const count = reader.u32()
  const parts: Uint8Array[] = [Uint8Array.from(leb(count))]
  const points: number[] = []
  for (let i = 0; i < count; i++) {
    const size = reader.u32()
    const start = reader.at
    const end = start + size
    skipLocals(reader)
    points.length = 0
    if (rules === undefined || rules.has(imported + i)) points.push(reader.at)
    findLoops(content, reader.at, end, points)
    reader.at = end
    parts.push(Uint8Array.from(leb(size + points.length * probe.length)))
    let last = start
    for (const point of points) {
      parts.push(content.subarray(last, point), probe)
      last = point
    }
    parts.push(content.subarray(last, end))
  }
  return concat(parts)
}

function skipLocals(reader: Reader): void {
  for (let groups = reader.u32(); groups > 0; groups--) {
    reader.u32()
    reader.byte()
  }
}

/** `if steps == 0 then trap; steps -= 1` */
function probeOf(global: number): Uint8Array {
  const index = leb(global)
  return Uint8Array.from(
    [
      [0x23, ...index, 0x45, 0x04, 0x40, 0x00, 0x0b], // global.get, i32.eqz, if unreachable end
      [0x23, ...index, 0x41, 1, 0x6b, 0x24, ...index], // global.get, i32.const 1, i32.sub, global.set
    ].flat(),
  )
}

/** Indices of the functions that OPA planned from Rego (`g0.data.…`), or undefined when the module names none. */
function ruleFunctions(sections: readonly Section[]): ReadonlySet<number> | undefined {
  for (const { id, content } of sections) {
    if (id !== 0) continue
    const reader = new Reader(content)
    if (reader.name() !== 'name') continue
    while (reader.at < content.length) {
      const kind = reader.byte()
      const end = reader.u32() + reader.at
      if (kind === 1) return plannedNames(reader)
      reader.at = end
    }
  }
  return undefined
}

/** OPA names what it planned `g0.data.…`; no function of its runtime starts with `g` and a digit. */
function plannedNames(reader: Reader): ReadonlySet<number> | undefined {
  const planned = new Set<number>()
  for (let count = reader.u32(); count > 0; count--) {
    const index = reader.u32()
    const size = reader.u32()
    const [first, second] = reader.bytes.subarray(reader.at, reader.at + 2)
    if (first === 0x67 && second !== undefined && second >= 0x30 && second <= 0x39) planned.add(index)
    reader.skip(size)
  }
  // Without a single planned name the section says nothing of use: count every call.
  return planned.size === 0 ? undefined : planned
}

function signedLeb(value: number): number[] {
  const bytes = leb(value)
  // The sign is bit 6 of the last byte: a positive number that has it set needs one more.
  const last = bytes.at(-1) as number
  return (last & 0x40) === 0 ? bytes : [...bytes.slice(0, -1), last | 0x80, 0]
}
