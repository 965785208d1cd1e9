import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

interface Esbuild {
  build(options: object): Promise<{
    readonly outputFiles: readonly { readonly text: string }[]
    readonly metafile: { readonly inputs: { readonly [path: string]: { imports: { path: string }[] } } }
  }>
}

/** Bundles from the sources of this package; tsup's own esbuild does it. */
export async function bundle(options: object): Promise<Awaited<ReturnType<Esbuild['build']>>> {
  const fromTsup = createRequire(createRequire(import.meta.url).resolve('tsup'))
  const { build } = fromTsup('esbuild') as Esbuild
  return build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
    conditions: ['source'],
    ...options,
  })
}
