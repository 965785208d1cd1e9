import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SigningAlgorithm } from '@regraft/authoring'
import type { PolicySources } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import type { Arguments } from '../../args/arguments.ts'
import { oneOf } from '../../args/parse.ts'
import { usage } from '../../args/usage.ts'
import type { Io } from '../../io/io.ts'
import { teller } from '../../run/foreign.ts'
import { checkOutput, writeOutput } from '../../run/output-file.ts'
import { policySource } from '../../run/policies.ts'
import { keyBytes, named } from '../../run/trust.ts'

/** Compiles policies into an OPA bundle, or with --verify says whether one is what was signed. */
export async function policyBuild(args: Arguments, io: Io): Promise<number> {
  const { verify, sign, algorithm } = args.policy
  if (verify !== undefined && sign !== undefined) throw usage('--sign and --verify exclude each other')
  if (algorithm !== undefined && sign === undefined && verify === undefined)
    throw usage('--algorithm says how --sign or --verify works, but neither is given')
  return verify === undefined ? build(args, io) : check(args, io, verify)
}

async function build(args: Arguments, io: Io): Promise<number> {
  const file = outputFile(args)
  checkOutput(file, io.cwd)
  const { revision, sign } = args.policy
  const signing = sign === undefined ? undefined : await keyBytes(resolve(io.cwd, sign), sign)
  const algorithm = await algorithmOf(args)
  const sources = await sourcesOf(args, io)
  const { buildBundle, signBundle } = await import('@regraft/authoring')
  const { regoInWorker } = await import('@regraft/rego/node')
  const { library } = await import('@regraft/policies/library')
  const rego = regoInWorker({})
  try {
    const built = await buildBundle(rego, [library, ...sources], revision === undefined ? {} : { revision })
    const bundle = signing === undefined ? built : await signBundle(built, { key: signing, ...algorithm })
    writeOutput(file, bundle, io.cwd)
    if (!args.quiet)
      io.stderr.write(`${file}: ${bundle.length} bytes${signing === undefined ? '' : ', signed'}\n`)
    return 0
  } finally {
    await rego.close()
  }
}

async function check(args: Arguments, io: Io, keyFile: string): Promise<number> {
  const [name, ...others] = args.paths
  if (name === undefined || others.length > 0)
    throw usage('--verify takes one bundle', `regraft policy build --verify ${keyFile} bundle.tar.gz`)
  const key = await keyBytes(resolve(io.cwd, keyFile), keyFile)
  const bundle = await bytesOf(name, io)
  const { verifyBundle } = await import('@regraft/authoring')
  const id = 'default'
  const verification = { keys: { [id]: { key, ...(await algorithmOf(args)) } }, keyId: id }
  await named(name, verifyBundle(bundle, verification))
  if (!args.quiet) io.stdout.write(`${name}: the signature is good\n`)
  return 0
}

function outputFile({ sinks }: Arguments): string {
  const [first, ...others] = sinks
  if (first?.file === undefined || others.length > 0)
    throw usage('regraft policy build writes one file', 'regraft policy build -o bundle.tar.gz')
  return first.file
}

async function algorithmOf({ policy }: Arguments): Promise<{ algorithm?: SigningAlgorithm }> {
  const { algorithm } = policy
  if (algorithm === undefined) return {}
  const { isSigningAlgorithm, signingAlgorithms } = await import('@regraft/authoring')
  if (!isSigningAlgorithm(algorithm)) throw oneOf('--algorithm', algorithm, signingAlgorithms)
  return { algorithm }
}

async function sourcesOf(args: Arguments, io: Io): Promise<PolicySources[]> {
  const sources: PolicySources[] = []
  for (const name of args.paths.length === 0 ? ['policies'] : args.paths) {
    const source = await policySource({ name, folder: io.cwd, code: 'given' }, teller(args, io))
    if (!('modules' in source))
      throw new RegraftError(
        'POLICY_SOURCE',
        `${name} is ${'bundle' in source ? 'a bundle already' : 'no Rego'}`,
        {
          hint: 'A bundle is built from .rego files and folders of them.',
        },
      )
    sources.push(source)
  }
  return sources
}

async function bytesOf(name: string, io: Io): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(resolve(io.cwd, name)))
  } catch (cause) {
    throw new RegraftError('PATH_MISSING', `there is no bundle ${name} that can be read`, { cause })
  }
}
