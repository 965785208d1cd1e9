// What a check does before it evaluates anything: lists a folder as it does, reads every Terraform file and parses it.
//   node scripts/bench/parse-files.mjs <folder>
import { join } from 'node:path'
import { root } from '../workspace.mjs'

const { diskWorkspace } = await import(join(root, 'packages/engine/dist/node.js'))
const { hclSyntax } = await import(join(root, 'packages/syntax/dist/index.js'))

const readsAtOnce = 32
const workspace = diskWorkspace(process.argv[2])
const { files } = await workspace.list()
const decoder = new TextDecoder('utf-8', { fatal: true })
let errors = 0
for (let from = 0; from < files.length; from += readsAtOnce) {
  const reads = files.slice(from, from + readsAtOnce).map(({ path }) => workspace.read(path))
  for (const read of await Promise.all(reads))
    errors += hclSyntax.parse(decoder.decode(read.bytes)).diagnostics.length
}
if (errors > 0) throw new Error(`${errors} syntax errors`)
