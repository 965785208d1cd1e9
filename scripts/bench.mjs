// Measures regraft against what it is compared with, in one run, and writes docs/benchmarks.md.
//   pnpm bench             everything that is here
//   pnpm bench --quick     without the peers
// Peers are looked for in $PEERS (default ~/.cache/peers) and left out, saying so, where they are missing.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { evaluation, hclParsing, memory } from './bench/library.mjs'
import { inTurns } from './bench/measure.mjs'
import { compileMany, policyTest } from './bench/policies.mjs'
import { checks as terraformChecks, heals as terraformHeals } from './bench/terraform.mjs'
import { bin, must, root } from './workspace.mjs'

const quick = process.argv.includes('--quick')
const peers = process.env.PEERS ?? join(homedir(), '.cache', 'peers')
const corpora = [...(process.env.REGRAFT_CORPORA ?? '').split(':'), join(root, '..', 'shared', 'corpora')]
const corpus = (name) => corpora.map((folder) => join(folder, name)).find((folder) => existsSync(folder))
const cli = [process.execPath, join(root, 'packages', 'cli', 'bin', 'regraft.js')]
const scratch = mkdtempSync(join(tmpdir(), 'regraft-bench-'))
const rows = []

/** `want` is what the ratio is to reach: at most (`<=`) or at least (`>=`); undefined where it is only told. */
function row(what, ratio, want, detail) {
  const shown = ratio.toFixed(ratio < 10 ? 2 : 1)
  const [sign, bound] = want === undefined ? [] : [want.slice(0, 2), Number(want.slice(2))]
  const held = sign === undefined ? undefined : sign === '<=' ? ratio <= bound : ratio >= bound
  const wanted = sign === undefined ? '–' : `${sign === '<=' ? '≤' : '≥'} ${bound}`
  rows.push({
    what,
    ratio: shown,
    want: wanted,
    held: held === undefined ? '–' : held ? 'yes' : 'no',
    detail,
  })
  const verdict = held === undefined ? 'told  ' : held ? 'held  ' : 'MISSED'
  console.log(`${verdict} ${what}: ${ratio.toFixed(2)} (${want ?? 'no bound'}) ${detail}`)
}

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`

function startUp() {
  const folder = join(scratch, 'small')
  mkdirSync(folder)
  writeFileSync(join(folder, 'main.tf'), 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n')
  const [node, version, check] = inTurns(
    [
      [process.execPath, '-e', '0'],
      [...cli, '--version'],
      [...cli, 'check', folder],
    ],
    15,
  )
  row(
    '`regraft --version` / `node -e 0`',
    version / node,
    '<=3',
    `${version.toFixed(0)} ms / ${node.toFixed(0)} ms`,
  )
  row(
    '`regraft check` of one small file / `node -e 0`',
    check / node,
    '<=6',
    `${check.toFixed(0)} ms / ${node.toFixed(0)} ms`,
  )
}

async function inProcess() {
  const run = await evaluation()
  row(
    `${run.rules} rules over 10,000 resources, every fifth with a defect / \`JSON.parse\` of them`,
    run.ratio,
    '<=5',
    `${run.evaluate.toFixed(0)} ms / ${run.parse.toFixed(0)} ms, ${(run.bytes / 1e6).toFixed(1)} MB, ${run.findings} findings`,
  )
  const used = memory()
  row(
    'peak memory of a check of 10,000 resources, MiB',
    used.mb,
    '<=400',
    `${used.resources} resources in 100 files`,
  )
  const files = ['terragoat', 'kaimonkey'].flatMap((name) =>
    corpus(name) ? textsOf(corpus(name), '.tf') : [],
  )
  if (files.length === 0) return skip('HCL parsing', 'no corpus')
  const parsed = await hclParsing(files)
  row(
    'HCL: `@cdktf/hcl2json` / regraft, time for the same files',
    parsed.ratio,
    '>=10',
    `${parsed.files} files, ${parsed.mbPerSecond.toFixed(1)} MB/s`,
  )
}

/** Gives the folder of the generated repository. */
function terraform() {
  const { folder, parse, check, checkSmall } = terraformChecks(cli, scratch)
  row(
    'check of 5,000 resource blocks in 500 Terraform files / listing, reading and parsing the files alone',
    check / parse,
    '<=4',
    `${seconds(check)} / ${seconds(parse)}, 50 module calls, each a process`,
  )
  row(
    'check of 5,000 resource blocks / of 500',
    check / checkSmall,
    '<=12',
    `${seconds(check)} / ${seconds(checkSmall)}`,
  )
  const { few, many } = terraformHeals(cli, scratch)
  row(
    'heal of 300 findings among 1,000 resources of one unit / of 100',
    many / few,
    '<=4',
    `${seconds(many)} / ${seconds(few)}`,
  )
  return folder
}

function textsOf(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')])
}

const skipped = []
function skip(what, why) {
  skipped.push(`${what}: ${why}`)
  console.log(`skipped ${what}: ${why}`)
}

/** How each peer checks a folder, offline. */
const checks = {
  Trivy: (folder) => [
    join(peers, 'bin', 'trivy'),
    'config',
    '--skip-check-update',
    '--quiet',
    '--format',
    'json',
    '--output',
    join(scratch, 'trivy.json'),
    folder,
  ],
  Checkov: (folder) => [
    join(peers, 'venv', 'bin', 'checkov'),
    '-d',
    folder,
    '--quiet',
    '--compact',
    '-o',
    'json',
    '--skip-download',
  ],
  KICS: (folder) => kicsScan(folder),
}

function kicsScan(folder) {
  const assets = join(peers, 'kics-assets')
  return [
    join(peers, 'bin', 'kics'),
    'scan',
    '-p',
    folder,
    '-q',
    join(assets, 'queries'),
    '-b',
    join(assets, 'libraries'),
    '-o',
    join(scratch, 'kics'),
    '--report-formats',
    'json',
    '--no-progress',
    '--disable-secrets',
    '-s',
  ]
}

// KICS tells the worst severity with its exit code.
const kicsCodes = [0, 20, 30, 40, 50, 60]

function against(what, folder, wanted, runs) {
  const ready = Object.keys(wanted).filter((name) => existsSync(checks[name](folder)[0]))
  for (const name of Object.keys(wanted))
    if (!ready.includes(name)) skip(`${what} against ${name}`, 'not installed')
  if (ready.length === 0) return
  const commands = [
    [...cli, 'check', folder, '--format', 'json', '--output', join(scratch, 'regraft.json')],
    ...ready.map((name) => checks[name](folder)),
  ]
  const [own, ...others] = inTurns(commands, runs, { allowed: [1, ...kicsCodes] })
  for (const [i, name] of ready.entries())
    row(
      `${what}: ${name} / regraft`,
      others[i] / own,
      `>=${wanted[name]}`,
      `${seconds(others[i])} / ${seconds(own)}`,
    )
}

function healAgainstKics(source) {
  const kics = join(peers, 'bin', 'kics')
  if (!existsSync(kics)) return skip('heal of terragoat against KICS', 'not installed')
  const ours = join(scratch, 'heal-ours')
  const theirs = join(scratch, 'heal-theirs')
  const fresh = () => {
    for (const folder of [ours, theirs]) {
      rmSync(folder, { recursive: true, force: true })
      cpSync(source, folder, { recursive: true })
    }
  }
  const commands = [
    [...cli, 'heal', ours],
    kicsScan(theirs),
    [kics, 'remediate', '--results', join(scratch, 'kics', 'results.json'), '-s'],
  ]
  const [own, scan, remediate] = inTurns(commands, 1, {
    allowed: [1, ...kicsCodes],
    before: (i) => i === 0 && fresh(),
  })
  row(
    'heal of terragoat: KICS scan and remediate / regraft',
    (scan + remediate) / own,
    '>=20',
    `${seconds(scan)} + ${seconds(remediate)} / ${seconds(own)}`,
  )
}

function manyManifests(source) {
  const folder = join(scratch, 'manifests')
  const plain = textsOf(source, '.yaml').filter(([, text]) => /^kind:/m.test(text) && !text.includes('{{'))
  for (let i = 0; i < 50; i++) {
    for (const [name, text] of plain) {
      const path = join(folder, String(i), name.replaceAll('/', '_'))
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, text)
    }
  }
  return { folder, files: plain.length * 50 }
}

async function policies() {
  const path = join(peers, 'bin', 'opa')
  const opa = existsSync(path) ? path : undefined
  const { cold, warm, native, tests } = await policyTest(cli, opa)
  row(
    'one rule of the built-in library saved: its tests again, ms',
    warm,
    '<=300',
    `${warm.toFixed(0)} ms; all ${tests} cases and tests in a new process ${seconds(cold)}`,
  )
  const many = await compileMany(scratch, opa)
  if (opa === undefined) return skip('policies against OPA', 'no opa in $PEERS/bin')
  row(
    'all cases and tests of the built-in library, cold / `opa test` of its unit tests alone',
    cold / native,
    undefined,
    `${seconds(cold)} / ${seconds(native)}`,
  )
  row(
    'compile 250 policies in a new process / `opa build -t wasm`',
    many.own / many.native,
    undefined,
    `${seconds(many.own)} / ${seconds(many.native)}`,
  )
}

function withPeers(generated) {
  const terragoat = corpus('terragoat')
  const goat = corpus('kubernetes-goat')
  if (!terragoat || !goat) return skip('comparison with peers', 'the corpora are not here')
  against('check of terragoat', join(terragoat, 'terraform'), { Trivy: 4 }, 5)
  against('check of 5,000 resource blocks', generated, { Trivy: 4, Checkov: 10 }, 1)
  const { folder, files } = manyManifests(goat)
  against(`check of ${files} manifests`, folder, { Trivy: 10, Checkov: 10, KICS: 10 }, 2)
  healAgainstKics(join(terragoat, 'terraform'))
}

startUp()
await inProcess()
const generated = terraform()
await policies()
if (!quick) withPeers(generated)
rmSync(scratch, { recursive: true, force: true })

const table = rows.map(
  ({ what, ratio, want, held, detail }) => `| ${what} | ${ratio} | ${want} | ${held} | ${detail} |`,
)
const text = `# Benchmarks

Written by \`npm run bench\`. Each row is a ratio of two things measured side by side in the same run on the same machine (two
cores, Node ${process.versions.node}): medians, runs taking turns, first round left out. Times are that machine's; ratios travel.

| what | ratio | wanted | held | measured |
|---|---|---|---|---|
${table.join('\n')}
${skipped.length > 0 ? `\nLeft out in this run: ${skipped.join('; ')}.\n` : ''}
Peers: Trivy 0.69.3, Checkov 3.3.30, KICS 2.2.0, each offline with the checks it ships.
`
if (!quick) {
  const file = join(root, 'docs', 'benchmarks.md')
  writeFileSync(file, text)
  must(bin('biome'), ['format', '--write', file], { stdio: 'ignore' })
}
process.exit(0)
