import process from 'node:process'
import { setFlagsFromString } from 'node:v8'

/** The most that the flag holds. */
const never = 2 ** 31 - 1
/** V8's own, up to version 12; later ones wait longer, and are then a little too eager for what is compiled next. */
const usual = 1_800_000

/**
 * Compiles a module of Go in a way that suits it. V8 compiles a function again, with its slow compiler, once it has jumped
 * back over so many bytes of code. Go turns every function into one loop around a jump table, so that each branch
 * counts: its tables of half a megabyte, filled once, and a thousand other functions were optimised for four fifths of
 * the time that compiling a policy took. What a module may spend is noted when it is compiled.
 */
export async function compilePatiently(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  if (!knowsTheFlag()) return WebAssembly.compile(bytes)
  setFlagsFromString(`--wasm-tiering-budget=${never}`)
  try {
    return await WebAssembly.compile(bytes)
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${usual}`)
  }
}

/** V8 complains aloud about a flag that it does not know, and whoever set it knows better. */
function knowsTheFlag(): boolean {
  const major = Number(process.versions.v8?.split('.')[0])
  return (
    major >= 11 && major <= 14 && !process.execArgv.some((option) => /wasm[-_]tiering[-_]budget/.test(option))
  )
}
