import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report } from '@regraft/model'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))

/** The CLI as it is installed: built, in a process of its own. */
const cli: string = join(repository, 'packages', 'cli', 'bin', 'regraft.js')

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly report: Report
}

/** Runs the CLI with a JSON report. `heapMb` bounds its memory. */
export function regraft(args: readonly string[], cwd: string, heapMb = 1024, env = process.env): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${heapMb}`, cli, ...args, ...(args[0] === 'undo' ? [] : ['--format', 'json'])],
    { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000 },
  )
  return { status, stdout, stderr, report: stdout.startsWith('{') ? JSON.parse(stdout) : undefined }
}

/** Starts the CLI and does not wait for it. */
export function startRegraft(args: readonly string[], cwd: string): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { cwd, stdio: 'ignore' })
}

/** Every file below a folder with its bytes, mode and link target; regraft's own folder left out. */
export function tree(folder: string, prefix = ''): Record<string, string> {
  const out: Record<string, string> = {}
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === '.regraft') continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) Object.assign(out, tree(path, `${prefix}${entry.name}/`))
    else if (entry.isSymbolicLink()) out[prefix + entry.name] = `-> ${readlinkSync(path)}`
    else if (entry.isFile())
      out[prefix + entry.name] = `${lstatSync(path).mode}:${readFileSync(path, 'latin1')}`
  }
  return out
}
