/** Fetches a pinned npm package into a temporary folder and hands its unpacked root to `use`; the folder is removed after. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * @template T
 * @param {{ name: string, version: string, integrity: string }} pinned
 * @param {(root: string) => T} use
 * @returns {T}
 */
export function withPackage(pinned, use) {
  const folder = mkdtempSync(join(tmpdir(), 'regraft-schema-'))
  try {
    const printed = execFileSync('npm', ['pack', '--json', `${pinned.name}@${pinned.version}`], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      // npm lists every file of the package.
      maxBuffer: 64 * 1024 * 1024,
    })
    // npm 12 prints an object by name, older ones a list.
    const [packed] = Object.values(JSON.parse(printed))
    if (packed.integrity !== pinned.integrity)
      throw new Error(
        `${pinned.name}@${pinned.version} is ${packed.integrity}, not the pinned ${pinned.integrity}`,
      )
    execFileSync('tar', ['-xzf', packed.filename], { cwd: folder })
    return use(join(folder, 'package'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
