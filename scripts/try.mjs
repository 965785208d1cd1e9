// Installs, builds what running needs, and heals a copy of examples/insecure: the diff, the proof, what is left and why.
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install, must, root } from './workspace.mjs'

install()
must(process.execPath, [join(root, 'scripts', 'build.mjs'), '--stale', '--fast'])
const copy = mkdtempSync(join(tmpdir(), 'regraft-try-'))
cpSync(join(root, 'examples', 'insecure'), copy, { recursive: true })
console.log(`\n$ regraft heal    (in ${copy}, a copy of examples/insecure)\n`)
const cli = join(root, 'packages', 'cli', 'bin', 'regraft.js')
const { spawnSync } = await import('node:child_process')
const { status } = spawnSync(process.execPath, [cli, 'heal'], { cwd: copy, stdio: 'inherit' })
// 1 says that something is left for a person to decide, which the example shows on purpose.
process.exit(status === 0 || status === 1 ? 0 : 1)
