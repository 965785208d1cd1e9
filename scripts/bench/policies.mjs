// Testing and compiling policies, against OPA's own command line on the same Rego.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace.mjs'
import { inTurns, median, once } from './measure.mjs'

const load = (name, entry = 'index.js') => import(join(root, name, 'dist', entry))

/** Seconds of `policy test` over the built-in library: a process of its own, and again when one rule was saved. */
export async function policyTest(cli, opa) {
  const cold = once([...cli, 'policy', 'test', '--quiet'], { cwd: root, allowed: [0] })
  const { loadRego } = await load('packages/rego', 'node.js')
  const { createTester, readPolicies } = await load('packages/testing')
  const tester = createTester({ rego: await loadRego({ longLived: true }) })
  const { folder } = readPolicies(root)
  const { outcomes } = await tester.run(folder)
  const file = 'policies/aws/kms-rotation/terraform.rego'
  const warm = []
  for (let i = 0; i < 5; i++) {
    const modules = { ...folder.modules, [file]: `${folder.modules[file]}\n# save ${i}\n` }
    const began = performance.now()
    await tester.run({ ...folder, modules })
    warm.push(performance.now() - began)
  }
  const native =
    opa && inTurns([[opa, 'test', 'policies', '--ignore', 'cases,node_modules,dist']], 3, { cwd: root })[0]
  return { cold, warm: median(warm), native, tests: outcomes.length }
}

/** Milliseconds to compile 250 policies: ours started and compiling in a new process, and `opa build -t wasm`. */
export async function compileMany(scratch, opa) {
  const folder = join(scratch, 'many-policies')
  mkdirSync(folder, { recursive: true })
  cpSync(join(root, 'policies', 'lib'), join(folder, 'lib'), { recursive: true })
  const model = readFileSync(join(root, 'policies/aws/kms-rotation/terraform.rego'), 'utf8')
  const entrypoints = []
  for (let i = 0; i < 250; i++) {
    const text = model.replaceAll('aws/kms-rotation', `many/rule-${i}`).replace('kms_rotation', `rule_${i}`)
    writeFileSync(join(folder, `rule_${i}.rego`), text)
    entrypoints.push(`regraft/aws/rule_${i}/terraform/deny`)
  }
  const script = `
    import { loadRego } from ${JSON.stringify(join(root, 'packages/rego/dist/node.js'))}
    import { compilePolicies } from ${JSON.stringify(join(root, 'packages/engine/dist/index.js'))}
    import { readPolicyFolder } from ${JSON.stringify(join(root, 'packages/testing/dist/index.js'))}
    const { modules } = readPolicyFolder(${JSON.stringify(folder)})
    await compilePolicies(await loadRego(), [{ id: 'many', modules }])`
  const commands = [[process.execPath, '--input-type=module', '-e', script]]
  if (opa)
    commands.push([
      ...[opa, 'build', '-t', 'wasm', '-o', join(scratch, 'many.tar.gz'), '--ignore', '*_test.rego'],
      ...entrypoints.flatMap((entrypoint) => ['-e', entrypoint]),
      folder,
    ])
  const [own, native] = inTurns(commands, 1)
  return { own, native }
}
