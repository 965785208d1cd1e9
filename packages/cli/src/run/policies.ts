import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { PolicySource } from '@regraft/engine'
import { type Diagnostic, RegraftError } from '@regraft/model'
import { type AskedConftest, foreignSource } from './foreign.ts'
import { type CodeConsent, definitionsIn, isCode } from './policy-code.ts'
import { regoData } from './rego-data.ts'
import { regoModules, regoText } from './rego-files.ts'
import { isInside } from './root.ts'

/** A policy that was asked for, and the folder its name is relative to. */
export interface PolicyName {
  readonly name: string
  readonly folder: string
  /** Whether it may be code. */
  readonly code: CodeConsent
  /** How it is asked if it is Conftest's. */
  readonly conftest?: AskedConftest
}

/**
 * Reads the policies a user brings: a folder of `.rego` files, one such file, an OPA bundle (`.tar.gz`), or an npm package
 * that holds one of them (`regraft.policies` in its package.json says where; of `regraft-policies-*` it may be the whole
 * package), or a JavaScript file that exports definitions. A folder's `data.json` and `data.yaml` are documents at the path
 * of their folder. What was written for Gatekeeper, Conftest or Trivy is recognised; what of it does not run is told.
 * @throws RegraftError `POLICY_SOURCE`, `POLICY_CODE`
 */
export async function policySource(
  { name, folder, code, conftest }: PolicyName,
  tell: (diagnostic: Diagnostic) => void = () => {},
): Promise<PolicySource> {
  const path = resolve(folder, name)
  const found = await kindOf(path)
  if (found) return read(name, path, found, { code, tell, conftest })
  const packaged = /^(@[^/.]+\/)?[^/.@][^/]*$/.test(name) ? await packagePath(name, folder) : undefined
  const kind = packaged === undefined ? undefined : await kindOf(packaged)
  if (packaged !== undefined && kind) return read(name, packaged, kind, { code, tell, conftest })
  throw wrong(
    `there are no policies at ${name}`,
    'Name a folder of .rego files, an OPA bundle (.tar.gz), a .mjs file or an installed npm package.',
  )
}

async function kindOf(path: string): Promise<'folder' | 'file' | undefined> {
  return stat(path).then(
    (stats) => (stats.isDirectory() ? 'folder' : 'file'),
    () => undefined,
  )
}

async function read(
  id: string,
  path: string,
  kind: 'folder' | 'file',
  {
    code,
    tell,
    conftest,
  }: {
    readonly code: CodeConsent
    readonly tell: (diagnostic: Diagnostic) => void
    readonly conftest: AskedConftest | undefined
  },
): Promise<PolicySource> {
  if (kind === 'file' && isCode(path)) return definitionsIn(id, path, code)
  if (kind === 'file' && /\.(tar\.gz|tgz)$/.test(path))
    return { id, bundle: new Uint8Array(await readFile(path)) }
  const foreign = await foreignSource(id, path, kind, conftest)
  if (foreign) {
    for (const diagnostic of foreign.diagnostics) tell(diagnostic)
    return foreign.source
  }
  if (kind === 'file' && !path.endsWith('.rego'))
    throw wrong(
      `${id} is no policy`,
      'A policy is a .rego file, a folder of them, an OPA bundle (.tar.gz) or a .mjs file.',
    )
  const modules = kind === 'file' ? { [id]: await regoText(path, id) } : await regoModules(path, id)
  if (Object.keys(modules).length === 0)
    throw wrong(`${id} holds no .rego file`, 'Files that end in _test.rego are tests and do not count.')
  const data = kind === 'file' ? {} : await regoData(path, id)
  return { id, modules, ...(Object.keys(data).length > 0 ? { data } : {}) }
}

/** Where an installed package keeps its policies. */
async function packagePath(name: string, from: string): Promise<string | undefined> {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (await kindOf(folder)) return policiesIn(folder, name)
    if (dirname(at) === at) return undefined
  }
}

/** A package says where its policies are, or its name says that it is nothing else. */
async function policiesIn(folder: string, name: string): Promise<string> {
  const own = await declared(folder)
  if (own === undefined && !/(^|\/)regraft-policies(-|$)/.test(name))
    throw wrong(
      `the package ${name} does not say that it holds policies`,
      'Its package.json needs `"regraft": {"policies": "…"}`, the folder or bundle in it.',
    )
  const path = resolve(folder, own ?? '.')
  if (!isInside(folder, path))
    throw wrong(`the package ${name} names policies outside itself: ${own}`, 'Do not use it.')
  if (own !== undefined && !(await kindOf(path)))
    throw wrong(`the package ${name} has no ${own}, where its policies should be`, 'Install it again.')
  return path
}

async function declared(folder: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    const own = (manifest as { regraft?: { policies?: unknown } } | null)?.regraft?.policies
    return typeof own === 'string' ? own : undefined
  } catch {
    return undefined
  }
}

function wrong(message: string, hint: string): RegraftError {
  return new RegraftError('POLICY_SOURCE', message, { hint })
}
