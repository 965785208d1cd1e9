import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineConfig, type Options } from 'tsup'

/**
 * The one way a package is built: ESM and CJS side by side, types for both.
 * `REGRAFT_BUILD=fast` leaves the types out; nothing at run time needs them.
 * Packages named in `noExternal` are built in, for one file starts sooner than a hundred; their licences come along.
 */
export function library(
  entry: string[] | Record<string, string>,
  options: Options = {},
): ReturnType<typeof defineConfig> {
  const types = process.env['REGRAFT_BUILD'] !== 'fast'
  return defineConfig({
    entry,
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'neutral',
    dts: types ? { compilerOptions: { composite: false, customConditions: [] } } : false,
    // A fast build over a full one must not delete the types.
    clean: types,
    splitting: true,
    sourcemap: false,
    treeshake: true,
    shims: true,
    removeNodeProtocol: false,
    external: [/^@regraft\//, /^node:/],
    esbuildOptions: (esbuild) => {
      esbuild.mainFields = ['module', 'main']
    },
    onSuccess: async () => writeNotices('dist'),
    ...options,
  })
}

/** Writes `THIRD-PARTY.txt`: the licence of every package whose code the build took in. esbuild names each file it takes. */
function writeNotices(dist: string): void {
  const folders = new Set<string>()
  for (const name of readdirSync(dist).filter((file) => /\.c?js$/.test(file))) {
    const code = readFileSync(join(dist, name), 'utf8')
    for (const [, folder] of code.matchAll(
      /^\/\/ (\S*node_modules\/\.pnpm\/[^/]+\/node_modules\/(?:@[^/\s]+\/)?[^/\s]+)\//gm,
    ))
      folders.add(folder ?? '')
  }
  if (folders.size > 0) writeFileSync(join(dist, 'THIRD-PARTY.txt'), noticesOf(folders))
}

/** The licences of packages in these folders. */
function noticesOf(folders: Iterable<string>): string {
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    const text =
      file && existsSync(join(folder, file))
        ? readFileSync(join(folder, file), 'utf8').trim()
        : `Licence: ${license}`
    return `${name} ${version} (${license})\n\n${text}\n`
  })
  return notices.join(`\n${'-'.repeat(80)}\n\n`)
}

/**
 * Writes `THIRD-PARTY.txt` for a build that takes everything in, from its metafiles, which are removed: the licence of each
 * package, and of what our packages built in themselves. `inputs` collects over builds into one folder.
 */
export function writeBundleNotices(dist: string, inputs: Set<string>): void {
  for (const name of readdirSync(dist).filter((file) => file.startsWith('metafile-'))) {
    for (const input of Object.keys(JSON.parse(readFileSync(join(dist, name), 'utf8')).inputs))
      inputs.add(input)
    // It has served its purpose, and nothing that is published should hold it.
    rmSync(join(dist, name))
  }
  const folders = new Set<string>()
  const own = new Set<string>()
  for (const input of inputs) {
    const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input) ?? []
    if (folder !== undefined) folders.add(folder)
    else if (existsSync(join(dirname(input), 'THIRD-PARTY.txt')))
      own.add(join(dirname(input), 'THIRD-PARTY.txt'))
  }
  const texts = [noticesOf(folders), ...[...own].sort().map((file) => readFileSync(file, 'utf8'))]
  writeFileSync(join(dist, 'THIRD-PARTY.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`))
}
