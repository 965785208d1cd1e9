import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PolicyTester, WatchedRun, Watching } from '../src/index.ts'
import { createTester, readPolicies, readPolicyFolder, watchTests } from '../src/index.ts'
import { rego } from './policies.ts'

const builtin = fileURLToPath(new URL('../../../policies', import.meta.url))
const rules = ['aws/kms-rotation', 'kubernetes/host-ipc'] as const
const module = 'policies/aws/kms-rotation/terraform.rego'

let root: string
let tester: PolicyTester
let watching: Watching
const runs: WatchedRun[] = []
let arrived: (run: WatchedRun) => void = () => undefined

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'regraft-watch-'))
  for (const rule of rules) cpSync(join(builtin, rule), join(root, 'policies', rule), { recursive: true })
  const library = Object.fromEntries(
    Object.entries(readPolicyFolder(builtin).modules).filter(([path]) => path.startsWith('lib/')),
  )
  tester = createTester({ rego: await rego(), library })
  watching = await watchTests(tester, readPolicies(root), {}, (run) => {
    runs.push(run)
    arrived(run)
  })
})
afterAll(async () => {
  await watching.close()
  rmSync(root, { recursive: true, force: true })
})

interface Saved {
  readonly run: WatchedRun
  /** From before the save to the outcome. */
  readonly wall: number
  /** Of all threads of this process. */
  readonly cpu: number
}

/** Saves a file and waits for the run that says what `wanted` wants of it. */
async function save(
  file: string,
  change: (text: string) => string,
  wanted: (run: WatchedRun) => boolean,
): Promise<Saved> {
  const text = change(readFileSync(join(root, file), 'utf8'))
  const next = new Promise<WatchedRun>((resolve) => {
    arrived = (run) => wanted(run) && resolve(run)
  })
  const [began, used] = [performance.now(), process.cpuUsage()]
  writeFileSync(join(root, file), text)
  const run = await next
  const { user, system } = process.cpuUsage(used)
  return { run, wall: performance.now() - began, cpu: (user + system) / 1000 }
}

const ranAny = ({ ran }: WatchedRun): boolean => ran.length > 0
const failed = ({ run }: WatchedRun): boolean =>
  run?.outcomes.some(({ outcome }) => outcome === 'fail') ?? false
const passes = ({ run }: WatchedRun): boolean =>
  run?.outcomes.every(({ outcome }) => outcome === 'pass') ?? false

const names = (run: WatchedRun): string[] => run.ran.map(({ group, name }) => `${group}/${name}`)

test('the first run tries everything', () => {
  const [first] = runs
  expect(first?.error).toBeUndefined()
  expect(new Set(first?.ran.map(({ group }) => group))).toEqual(new Set(rules))
  expect(first?.run?.outcomes.filter(({ outcome }) => outcome !== 'pass')).toEqual([])
})

test('a saved rule is run again within 300 ms, other rules are not', async () => {
  const saves: Saved[] = []
  for (let i = 0; i < 8; i++) saves.push(await save(module, (text) => `${text}\n# save ${i}\n`, ranAny))
  for (const { run } of saves) {
    expect(run.ran.length).toBeGreaterThan(1)
    expect(new Set(run.ran.map(({ group }) => group))).toEqual(new Set(['aws/kms-rotation']))
    expect(run.run?.outcomes.every(({ outcome }) => outcome === 'pass')).toBe(true)
  }
  const wall = Math.min(...saves.map((saved) => saved.wall))
  const cpu = Math.min(...saves.map((saved) => saved.cpu))
  const busy = (loadavg()[0] ?? 0) > cpus().length / 2
  process.stdout.write(
    `watch: ${wall.toFixed(0)} ms from save to outcome, ${cpu.toFixed(0)} ms of processor time, best of ${saves.length}, ${saves[0]?.run.ran.length} cases${busy ? ', machine busy' : ''}\n`,
  )
  // Where other programs use the processors, work takes longer and so tells little: only a gross slip is caught.
  if (busy) expect(cpu).toBeLessThan(1500)
  else expect(wall).toBeLessThan(300)
})

test('a saved case is run again alone', async () => {
  const { run } = await save(
    'policies/kubernetes/host-ipc/cases/clean/clean.yaml',
    (text) => `${text}# more\n`,
    ranAny,
  )
  expect(names(run)).toEqual(['kubernetes/host-ipc/clean'])
})

test('a rule that stops to find fails, one that does not compile is told with its place, and both are mended', async () => {
  const original = readFileSync(join(root, module), 'utf8')
  const silent = await save(
    module,
    (text) => text.replace(/(deny contains \w+ if \{\n)/g, '$1\tfalse\n'),
    failed,
  )
  expect(silent.run.run?.outcomes.some(({ outcome }) => outcome === 'fail')).toBe(true)
  const broken = await save(
    module,
    () => original.replace('deny contains', 'deny contans'),
    ({ error }) => error !== undefined,
  )
  expect(broken.run.run).toBeUndefined()
  expect(broken.run.error?.code).toBe('POLICY_COMPILE')
  expect(broken.run.error?.diagnostics[0]).toMatchObject({
    file: module,
    frame: expect.stringContaining('contans'),
  })
  const mended = await save(module, () => original, passes)
  expect(mended.run.run?.outcomes.every(({ outcome }) => outcome === 'pass')).toBe(true)
})
