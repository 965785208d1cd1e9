import { printable, renderDiagnostics } from '@regraft/reporters'
import type { Arguments } from '../../args/arguments.ts'
import { colorOf } from '../../io/color.ts'
import type { Io } from '../../io/io.ts'

/** Formats Rego. 1: `--list` names a file; 2: a file does not parse or would change its meaning, and is left as it is. */
export async function policyFormat(args: Arguments, io: Io): Promise<number> {
  const [{ loadRego }, { readPolicies }, { formatPolicies }] = await Promise.all([
    import('@regraft/rego/node'),
    import('@regraft/testing'),
    import('@regraft/authoring'),
  ])
  const files = readPolicies(io.cwd, args.paths)
  const { modules, tests } = files.folder
  const texts = Object.fromEntries(
    Object.entries({ ...modules, ...tests }).filter(([file]) => files.chosen(file)),
  )
  const { list } = args.policy
  const rego = await loadRego({ memoryMb: 1024 })
  const { changed, unchanged, left, diagnostics } = await formatPolicies(
    rego,
    texts,
    list ? undefined : files.absolute,
  )
  if (list || !args.quiet) io.stdout.write(changed.map((file) => `${printable(file)}\n`).join(''))
  io.stderr.write(renderDiagnostics(diagnostics, { color: colorOf(io.stderr, io, args.noColor) }))
  for (const file of left) io.stderr.write(`${printable(file)} changed meanwhile and was left as it is\n`)
  if (!args.quiet) {
    const verb = list ? 'not formatted' : 'formatted'
    io.stderr.write(`${counted(changed.length)} ${verb}, ${unchanged.length} as they should be\n`)
  }
  if (diagnostics.length > 0 || left.length > 0) return 2
  return list && changed.length > 0 ? 1 : 0
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`
}
