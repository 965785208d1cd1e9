import { readFile } from 'node:fs/promises'
import { createEngine, type Engine, type PolicySource } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { RegraftError } from '@regraft/model'
import { builtin } from '@regraft/policies'
import { library } from '@regraft/policies/library'
import { readPolicies } from '@regraft/testing'

/** The engine with the built-in policies and those that the user named: folders of Rego, or OPA bundles. */
export async function engineWith(names: readonly string[], cwd: string): Promise<Engine> {
  const own = await Promise.all(names.map((name) => policySource(name, cwd)))
  if (!own.some((source) => 'modules' in source)) return createEngine({ policies: [builtin, ...own] })
  return createEngine({ policies: [builtin, library, ...own], compiler: workerCompiler() })
}

async function policySource(name: string, cwd: string): Promise<PolicySource> {
  if (/\.(tar\.gz|tgz)$/.test(name)) return { id: name, bundle: await bundleOf(name) }
  const { modules } = readPolicies(cwd, [name]).folder
  if (Object.keys(modules).length === 0)
    throw new RegraftError('POLICY_SOURCE', `${name} holds no .rego file`, {
      hint: 'Name a folder of Rego policies, or an OPA bundle (.tar.gz).',
    })
  return { id: name, modules }
}

async function bundleOf(name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(name))
  } catch (cause) {
    throw new RegraftError('POLICY_SOURCE', `The bundle ${name} cannot be read`, {
      hint: '`regraft policy build` makes one.',
      cause,
    })
  }
}
