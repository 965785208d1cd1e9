import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const places = [
  process.env['REGRAFT_OPA'],
  ...['opa-wasm', 'opa'].map((name) => join(homedir(), '.cache/peers/bin', name)),
]

/** A native OPA of the toolchain's version, to compare with; undefined where there is none. */
export const opa: string | undefined = places.find(
  (path) => path !== undefined && existsSync(path) && isVersion(path),
)

function isVersion(path: string): boolean {
  return /^Version: 1\.22\./m.test(execFileSync(path, ['version'], { encoding: 'utf8' }))
}

/** Whether it was built with `-tags opa_wasm`, without which it reads bundles of Wasm, but does not evaluate them. */
export const evaluatesWasm: boolean =
  opa !== undefined && /^WebAssembly: available/m.test(execFileSync(opa, ['version'], { encoding: 'utf8' }))

export const missing: string =
  opa === undefined
    ? 'skipped: no OPA 1.22 at ~/.cache/peers/bin/opa or $REGRAFT_OPA (go install github.com/open-policy-agent/opa@v1.22.0)'
    : 'skipped: this OPA was built without -tags opa_wasm'

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export function runOpa(cwd: string, ...args: readonly string[]): Ran {
  return spawnSync(opa ?? 'opa', args, { cwd, encoding: 'utf8', input: '' })
}
