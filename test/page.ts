import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository: string = dirname(dirname(fileURLToPath(import.meta.url)))

// esbuild comes with tsup; a bundler is what a browser's code goes through.
const esbuild = createRequire(createRequire(join(repository, 'package.json')).resolve('tsup'))('esbuild')

/** A script for a page, with everything that it imports, as a bundler for browsers makes it. */
export async function bundlePage(contents: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: join(repository, 'packages', 'cli') },
    // What the command line does not need.
    nodePaths: [join(repository, 'packages', 'testing', 'node_modules')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    // Loaded only where a Pulumi program is met; a page that wants it brings it.
    external: ['@regraft/frameworks/pulumi'],
    logLevel: 'silent',
  })
  return outputFiles[0].text
}
