// Packs the built extension: regraft-vscode-<version>.vsix, here or where --out says.
//   node scripts/vsix.mjs [--out <file>]
// vsce is large and only this needs it: it is taken from PATH or from REGRAFT_VSCE, else brought by npx.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const vsceVersion = '3.9.2'
const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const licence = join(folder, 'LICENSE')

function vsce() {
  const named = process.env['REGRAFT_VSCE']
  if (named) return [process.execPath, named]
  const found = spawnSync('vsce', ['--version'], { stdio: 'ignore' }).status === 0
  return found ? ['vsce'] : ['npx', '--yes', `@vscode/vsce@${vsceVersion}`]
}

if (!existsSync(join(folder, 'dist', 'extension.cjs'))) {
  process.stderr.write('not built yet: run node scripts/build.mjs in the repository\n')
  process.exit(1)
}
copyFileSync(join(folder, '..', '..', 'LICENSE'), licence)
const [command, ...first] = vsce()
const { status } = spawnSync(
  command,
  [...first, 'package', '--no-dependencies', '--allow-missing-repository', ...process.argv.slice(2)],
  { cwd: folder, stdio: 'inherit' },
)
rmSync(licence)
process.exit(status ?? 1)
