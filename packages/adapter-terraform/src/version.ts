import { createRequire } from 'node:module'

// One level below the package's root, as source and as built file.
const manifest = createRequire(import.meta.url)('../package.json') as { readonly version: string }

/** Version of this package; all packages of a release share it. */
export const version: string = manifest.version
