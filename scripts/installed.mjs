// Packs every package, installs each alone with npm in an empty project, and says what came with it and how large it is.
//   node scripts/installed.mjs            all adapters and the command
//   node scripts/installed.mjs adapter-   those whose name holds this
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, packages, pnpm } from './workspace.mjs'

const wanted = process.argv[2]
const folder = mkdtempSync(join(tmpdir(), 'regraft-installed-'))
const all = packages().filter(({ manifest }) => manifest.private !== true)
const tarballs = new Map()
for (const { folder: cwd, manifest } of all) {
  const into = join(folder, 'tarballs', manifest.name.replace('/', '-'))
  mkdirSync(into, { recursive: true })
  pnpm(['--silent', 'pack', '--pack-destination', into], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  tarballs.set(manifest.name, join(into, readdirSync(into)[0]))
}

/** A package of ours with all of ours that it needs: a registry would give them, here their tarballs do. */
function needed(name, seen = new Set()) {
  if (seen.has(name)) return seen
  seen.add(name)
  const { manifest } = all.find((each) => each.manifest.name === name)
  for (const other of Object.keys(manifest.dependencies ?? {})) if (tarballs.has(other)) needed(other, seen)
  return seen
}

function bytes(path) {
  return readdirSync(path, { withFileTypes: true }).reduce((sum, entry) => {
    const below = join(path, entry.name)
    if (entry.isDirectory()) return sum + bytes(below)
    return entry.isFile() ? sum + statSync(below).size : sum
  }, 0)
}

function installedIn(modules) {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : name,
    )
}

const isAsked = (name) => (wanted ? name.includes(wanted) : /adapter-|eslint|^regraft$/.test(name))
for (const { manifest } of all.filter((each) => isAsked(each.manifest.name))) {
  const project = join(folder, 'projects', manifest.name.replace('/', '-'))
  mkdirSync(project, { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true }')
  const files = [...needed(manifest.name)].map((name) => tarballs.get(name))
  must('npm', ['install', '--silent', '--no-audit', '--no-fund', '--omit=peer', ...files], { cwd: project })
  const modules = join(project, 'node_modules')
  const others = installedIn(modules).filter((name) => !tarballs.has(name))
  console.log(
    `${manifest.name}: ${(bytes(modules) / 1e6).toFixed(1)} MB, ${files.length} of ours, ${others.length} others`,
  )
}
rmSync(folder, { recursive: true, force: true })
