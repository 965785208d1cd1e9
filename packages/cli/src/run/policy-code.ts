import { pathToFileURL } from 'node:url'
import type { PolicyDefinitions } from '@regraft/engine'
import { RegraftError } from '@regraft/model'

/**
 * Whether code that a name leads to may run. It may when a person named it: on the command line, or in a configuration
 * that they named and that says `code: true`. What is found in a repository is never run.
 */
export type CodeConsent =
  | 'given'
  | 'configuration was found'
  | 'configuration does not say so'
  | 'this program runs none'

export function isCode(path: string): boolean {
  return /\.[cm]?[jt]s$/.test(path)
}

/**
 * Runs a JavaScript file that exports definitions: `export default definePolicy({ … })`, a list of them, or several exports.
 * A file is run once, and again for another `version` of it.
 * @throws RegraftError `POLICY_CODE`
 */
export async function definitionsIn(
  id: string,
  path: string,
  consent: CodeConsent,
  version?: string,
): Promise<PolicyDefinitions> {
  if (consent !== 'given') throw refused(id, consent)
  if (/ts$/.test(path))
    throw wrong(
      `${id} is TypeScript, which is not run as it stands`,
      'Build it first (`npx tsc`, or any bundler) and name the .js or .mjs file.',
    )
  const exported = await imported(id, path, version)
  const own = 'default' in exported ? exported['default'] : Object.values(exported).filter(isDefinition)
  // A CommonJS file has its exports as default.
  const values = Array.isArray(own)
    ? own
    : isDefinition(own)
      ? [own]
      : Object.values(own ?? {}).filter(isDefinition)
  if (values.length === 0)
    throw wrong(
      `${id} exports no policy`,
      'Write `export default definePolicy({ … })`, or export a list of them.',
    )
  return { id, definitions: values }
}

async function imported(
  id: string,
  path: string,
  version: string | undefined,
): Promise<{ readonly [name: string]: unknown }> {
  try {
    const url = pathToFileURL(path)
    if (version !== undefined) url.searchParams.set('version', version)
    return (await import(url.href)) as { readonly [name: string]: unknown }
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    throw new RegraftError('POLICY_CODE', `${id} cannot be loaded: ${why}`, {
      hint: 'Run it with `node` to see where it fails.',
      cause,
    })
  }
}

/** Enough to tell a definition from other exports; the engine checks the rest. */
function isDefinition(value: unknown): value is PolicyDefinitions['definitions'][number] {
  return typeof value === 'object' && value !== null && 'check' in value && 'resources' in value
}

function refused(id: string, consent: Exclude<CodeConsent, 'given'>): RegraftError {
  if (consent === 'this program runs none')
    return wrong(`${id} is code, and none is run here`, 'Write the policy in Rego, or run the command line.')
  return consent === 'configuration was found'
    ? wrong(
        `${id} is code, and a configuration that was only found may not run any`,
        `Name it yourself: \`--policy ${id}\`, or \`--config\` with a configuration that says \`code: true\`.`,
      )
    : wrong(
        `${id} is code, and the configuration does not allow any`,
        'Write `code: true` in it if you trust the code, or name the file with `--policy`.',
      )
}

function wrong(message: string, hint: string): RegraftError {
  return new RegraftError('POLICY_CODE', message, { hint })
}
