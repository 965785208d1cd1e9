// Benchmarks inside one process: evaluation against JSON.parse, HCL parsing against hcl2json.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../workspace.mjs'
import { functionsInTurns } from './measure.mjs'
import { resources } from './resources.mjs'

const load = (name, entry = 'index.js') => import(join(root, name, 'dist', entry))

export async function evaluation() {
  const { loadPolicySet } = await load('packages/core')
  const { builtin } = await load('policies')
  const set = await loadPolicySet([builtin.bundle])
  const batch = { resources: resources(10_000) }
  const text = JSON.stringify(batch.resources)
  const [parse, evaluate] = await functionsInTurns([() => JSON.parse(text), () => set.evaluate(batch)], 15)
  const findings = set.evaluate(batch).findings.length
  return { rules: set.rules.length, bytes: text.length, findings, parse, evaluate, ratio: evaluate / parse }
}

/** Peak memory in MiB of a process that checks 10,000 resources of the same kind in memory. */
export function memory() {
  const script = `
    import { createEngine, memoryWorkspace } from ${JSON.stringify(join(root, 'packages/engine/dist/index.js'))}
    import { builtin } from ${JSON.stringify(join(root, 'policies/dist/index.js'))}
    import { resources } from ${JSON.stringify(join(root, 'scripts/bench/resources.mjs'))}
    const files = {}
    // Texts only: what made them must not count as memory of the check.
    const texts = resources(400).filter(({ input }) => input.apiVersion).map(({ input }) => JSON.stringify(input))
    for (let i = 0; i < 100; i++) files['m' + i + '.yaml'] = texts.map((text) => text.replaceAll('app-', 'app-' + i + '-')).join('\\n---\\n')
    const engine = await createEngine({ policies: [builtin] })
    const report = await engine.check(memoryWorkspace(files))
    console.log(JSON.stringify({ mb: process.resourceUsage().maxRSS / 1024, resources: report.summary.resources }))`
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  )
}

export async function hclParsing(texts) {
  const { hclSyntax } = await load('packages/syntax')
  const { parse } = createRequire(join(root, 'package.json'))('@cdktf/hcl2json')
  const bytes = texts.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)
  const ours = () => {
    for (const [, text] of texts) hclSyntax.parse(text)
  }
  const theirs = async () => {
    for (const [name, text] of texts) await parse(name, text)
  }
  const [own, other] = await functionsInTurns([ours, theirs], 20)
  return { files: texts.length, bytes, mbPerSecond: bytes / 1e6 / (own / 1000), ratio: other / own }
}
