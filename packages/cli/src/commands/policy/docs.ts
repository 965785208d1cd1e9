import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { printable } from '@regraft/reporters'
import type { Arguments } from '../../args/arguments.ts'
import type { Io } from '../../io/io.ts'

const usual = 'docs/rules'

/** Writes a reference page for each rule, and an index. */
export async function policyDocs(args: Arguments, io: Io): Promise<number> {
  const [{ loadRego }, { readPolicies }, { rulePages, writePages }] = await Promise.all([
    import('@regraft/rego/node'),
    import('@regraft/testing'),
    import('@regraft/authoring'),
  ])
  const files = readPolicies(io.cwd, args.paths)
  const { modules, cases } = files.folder
  const chosen = Object.fromEntries(Object.entries(modules).filter(([file]) => files.chosen(file)))
  const pages = await rulePages(
    await loadRego({ memoryMb: 1024 }),
    { modules: chosen, cases, tests: {} },
    (file) => textOf(files.absolute(file)),
  )
  const folder = args.sinks[0]?.file ?? usual
  const { written, unchanged, removed } = await writePages(resolve(io.cwd, folder), pages, {
    some: Object.keys(chosen).length < Object.keys(modules).length,
  })
  if (args.quiet) return 0
  for (const name of written) io.stdout.write(`wrote ${printable(`${folder}/${name}`)}\n`)
  for (const name of removed) io.stdout.write(`removed ${printable(`${folder}/${name}`)}\n`)
  io.stdout.write(
    `${pages.length} rules: ${written.length} pages written, ${unchanged.length} as they were\n`,
  )
  return 0
}

function textOf(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined
}
