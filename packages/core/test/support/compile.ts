import type { Rego, RegoSource } from '@regraft/rego'
import { loadRego } from '@regraft/rego/node'
import { dispatchModule } from '../../src/index.ts'

let toolchain: Promise<Rego> | undefined

export function rego(): Promise<Rego> {
  toolchain ??= loadRego()
  return toolchain
}

/** A policy: its metadata and the body of its module. */
export interface PolicyText {
  readonly id: string
  readonly body: string
  readonly resources?: string
  /** Further lines below `custom`. */
  readonly custom?: readonly string[]
  readonly framework?: string
}

/** One Rego module per policy, named after its id. */
export function source({
  id,
  body,
  resources = 'thing',
  custom = [],
  framework = 'terraform',
}: PolicyText): RegoSource {
  const name = id.replace(/[^a-z0-9]+/g, '_')
  const metadata = [
    '# METADATA',
    `# title: Title of ${id.split('@')[0]}`,
    '# custom:',
    `#   id: ${id}`,
    `#   resources: [${resources}]`,
    ...(custom.some((line) => line.startsWith('severity')) ? [] : ['#   severity: high']),
    ...custom.map((line) => `#   ${line}`),
  ]
  const text = `${metadata.join('\n')}\npackage regraft.${name}.${framework}\n\n${body}\n`
  return { file: `${name}/${framework}.rego`, text }
}

/** Compiles as engine and policies do. `dispatch: false`: as a bundle of OPA's own command line. */
export async function compile(
  modules: readonly RegoSource[],
  { dispatch = true, data = {} }: { dispatch?: boolean; data?: { [name: string]: string } } = {},
): Promise<Uint8Array> {
  const toolchain = await rego()
  const inspected = await toolchain.inspect({ modules })
  const generated = dispatchModule(inspected)
  const compiled = await toolchain.compile({
    modules: dispatch ? [...modules, ...generated.modules] : modules,
    entrypoints: generated.entrypoints.filter((path) => dispatch || !path.startsWith('regraft/dispatch/')),
    data,
  })
  if (!compiled.ok)
    throw new Error(compiled.error.map(({ message, file }) => `${file}: ${message}`).join('\n'))
  return compiled.value.bundle
}
