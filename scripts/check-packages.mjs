// Packs every package as it would be published, lets publint and attw judge the tarballs, installs them with npm in an
// empty ESM and an empty CJS project, and there imports, checks and heals in memory and resolves the types.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, captured, must, packages, pnpm, run } from './workspace.mjs'

const folder = mkdtempSync(join(tmpdir(), 'regraft-pack-'))
const tarballs = join(folder, 'tarballs')
mkdirSync(tarballs)
let failed = 0

function check(name, ok) {
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name}`)
  if (!ok) failed++
}

// What is private goes to no registry of packages: an extension is packed by the tools of its host.
for (const { folder: cwd } of packages().filter(({ manifest }) => manifest.private !== true))
  pnpm(['--silent', 'pack', '--pack-destination', tarballs], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
const files = readdirSync(tarballs).map((name) => join(tarballs, name))
/** What judges a tarball, each in a process. */
const judges = files.flatMap((file) => {
  const name = file.slice(tarballs.length + 1)
  // vitest itself is ESM alone.
  const attw = ['--quiet', '--profile', 'node16', '--exclude-entrypoints', 'package.json', 'vitest']
  return [
    [`publint ${name}`, bin('publint'), ['run', file, '--strict']],
    [`attw ${name}`, bin('attw'), [file, ...attw]],
  ]
})

// Two cores: two at a time; what one prints comes in one piece.
const judge = async () => {
  for (let next = judges.shift(); next; next = judges.shift()) {
    const [name, command, args] = next
    const { ok, output } = await captured(command, args)
    process.stdout.write(output)
    check(name, ok)
  }
}
await Promise.all([judge(), judge()])

const source = `resource "aws_kms_key" "k" {\\n  enable_key_rotation = false # note\\n}\\n`
const healed = source.replace('= false', '= true')

const body = (load) => `${load}
const engine = await createEngine({ policies: [builtin] })
const report = await engine.check(memoryWorkspace({ 'main.tf': '${source}' }))
if (!report.findings.some((finding) => finding.rule === 'aws/kms-rotation')) throw new Error('nothing found')
const workspace = memoryWorkspace({ 'main.tf': '${source}' })
await engine.heal(workspace)
if (workspace.texts.get('main.tf') !== '${healed}') throw new Error('not healed: ' + workspace.texts.get('main.tf'))
if (typeof diskWorkspace !== 'function' || typeof render !== 'function') throw new Error('an export is missing')
console.log('checked and healed in memory')
`
const names = [
  ['createEngine, memoryWorkspace', '@regraft/engine'],
  ['diskWorkspace', '@regraft/engine/node'],
  ['builtin', '@regraft/policies'],
  ['render', '@regraft/reporters'],
]
const esm = names.map(([what, from]) => `import { ${what} } from '${from}'`).join('\n')
const cjs = names.map(([what, from]) => `const { ${what} } = require('${from}')`).join('\n')

for (const [kind, file, text, type] of [
  ['ESM', 'main.mjs', body(esm), 'module'],
  [
    'CJS',
    'main.cjs',
    `async function main() {\n${body(cjs)}}\nmain().catch((error) => { console.error(error); process.exit(1) })\n`,
    'commonjs',
  ],
]) {
  const project = join(folder, kind.toLowerCase())
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type }))
  must(
    'npm',
    ['install', '--silent', '--no-audit', '--no-fund', ...files, 'typescript@5.9', '@types/node@20'],
    { cwd: project },
  )
  writeFileSync(join(project, file), text)
  check(`${kind}: import, check and heal in memory`, run(process.execPath, [file], { cwd: project }))
  check(
    `${kind}: the command line`,
    run(join(project, 'node_modules', '.bin', 'regraft'), ['--version'], { cwd: project }),
  )
  writeFileSync(
    join(project, 'types.ts'),
    `${esm}\nexport const engine = createEngine({ policies: [builtin] })\nexport const all = [memoryWorkspace, diskWorkspace, render]\n`,
  )
  const options = [
    '--strict',
    '--noEmit',
    '--target',
    'es2023',
    '--lib',
    'es2023,dom',
    '--types',
    'node',
    '--skipLibCheck',
    'false',
  ]
  const typed = run(
    join(project, 'node_modules', '.bin', 'tsc'),
    [...options, '--module', 'nodenext', '--moduleResolution', 'nodenext', 'types.ts'],
    { cwd: project },
  )
  check(`${kind}: types resolve`, typed)
}

rmSync(folder, { recursive: true, force: true })
process.exit(failed === 0 ? 0 : 1)
