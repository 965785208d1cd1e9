// Measures evaluation of the built-in policies: node packages/core/bench/evaluate.mjs [resources] [rounds]
// Needs built packages. Prints CPU time as a multiple of JSON.parse of the same input, which the machine's load
// changes less than wall time.
import { builtin } from '../../../policies/dist/index.js'
import { resources } from '../../../scripts/bench/resources.mjs'
import { loadPolicySet } from '../dist/index.js'

const [count = 10_000, rounds = 15] = process.argv.slice(2).map(Number)

function cpu(run) {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}

const started = performance.now()
const policies = await loadPolicySet([builtin.bundle])
const loaded = performance.now() - started
const batch = { resources: resources(count) }
const text = JSON.stringify(batch.resources)
const parse = []
const evaluate = []
let findings = 0
for (let round = 0; round < rounds; round++) {
  parse.push(cpu(() => JSON.parse(text)))
  evaluate.push(
    cpu(() => {
      findings = policies.evaluate(batch).findings.length
    }),
  )
}
const [first] = evaluate
const ratio = median(evaluate) / median(parse)
console.log(`load of ${policies.rules.length} rules: ${loaded.toFixed(0)} ms`)
console.log(`${count} resources, ${(text.length / 1e6).toFixed(1)} MB, ${findings} findings`)
console.log(`JSON.parse ${median(parse).toFixed(1)} ms, evaluation ${median(evaluate).toFixed(1)} ms`)
console.log(
  `ratio ${ratio.toFixed(2)} (first round, before code is optimized: ${(first / median(parse)).toFixed(2)})`,
)
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`)
