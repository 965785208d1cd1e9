import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Verification, VerificationKey } from '@regraft/authoring'
import type { Config } from '@regraft/config'
import type { PolicySource } from '@regraft/engine'
import { RegraftError } from '@regraft/model'

/**
 * Verifies the bundles among policies, where the configuration names keys for them. The bytes that are verified are the
 * ones that are loaded. Throws RegraftError `BUNDLE_UNSIGNED`, `BUNDLE_SIGNATURE`, `BUNDLE_KEY`.
 */
export async function requireTrust(
  sources: readonly PolicySource[],
  { bundles, folder }: Pick<Config, 'bundles' | 'folder'>,
): Promise<void> {
  if (bundles === undefined || !sources.some((source) => 'bundle' in source)) return
  const { isSigningAlgorithm, verifyBundle } = await import('@regraft/authoring')
  const keys: { [id: string]: VerificationKey } = {}
  for (const [id, { file, algorithm, scope }] of Object.entries(bundles.keys))
    keys[id] = {
      key: await keyBytes(resolve(folder, file), file),
      ...(algorithm !== undefined && isSigningAlgorithm(algorithm) ? { algorithm } : {}),
      ...(scope === undefined ? {} : { scope }),
    }
  const verification: Verification = {
    keys,
    ...(bundles.keyid === undefined ? {} : { keyId: bundles.keyid }),
    ...(bundles.scope === undefined ? {} : { scope: bundles.scope }),
  }
  for (const source of sources)
    if ('bundle' in source) await named(source.id, verifyBundle(source.bundle, verification))
}

/** A key from a file. Throws RegraftError `BUNDLE_KEY`. */
export async function keyBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (cause) {
    throw new RegraftError('BUNDLE_KEY', `the key ${name} cannot be read`, {
      hint: 'Check the path of the key file.',
      cause,
    })
  }
}

/** Says of which bundle an error speaks. */
export async function named<T>(bundle: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof RegraftError)) throw error
    const { code, message, hint, diagnostics, cause } = error
    throw new RegraftError(code, `${bundle}: ${message}`, {
      ...(hint === undefined ? {} : { hint }),
      diagnostics,
      cause,
    })
  }
}
