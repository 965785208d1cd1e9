import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import { library, noticesOf } from '../../tsup.base.ts'

// A vsix holds no node_modules: everything is built in, but what VS Code brings.
const bundled: Options = {
  dts: false,
  clean: false,
  shims: false,
  treeshake: false,
  minify: true,
  platform: 'node',
  external: ['vscode'],
  noExternal: [/^(?!vscode$)/],
  silent: true,
  metafile: true,
  onSuccess: async () => writeNotices(),
  esbuildOptions: (esbuild) => {
    esbuild.mainFields = ['module', 'main']
    // Files without side effects that only say which other they stand on.
    esbuild.logOverride = { 'ignored-bare-import': 'silent' }
  },
}

/** What both builds took in. */
const inputs = new Set<string>()

/** The licence of everything that was built in: esbuild lists the files, and our packages what they built in themselves. */
function writeNotices(): void {
  for (const name of readdirSync('dist').filter((file) => file.startsWith('metafile-'))) {
    for (const input of Object.keys(JSON.parse(readFileSync(join('dist', name), 'utf8')).inputs))
      inputs.add(input)
    // It has served its purpose, and no vsix should hold it.
    rmSync(join('dist', name))
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
  writeFileSync(join('dist', 'THIRD-PARTY.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`))
}

/** The Rego toolchain is looked for beside the code that was built in. */
function copyToolchain(): void {
  const rego = dirname(createRequire(import.meta.url).resolve('@regraft/rego/package.json'))
  cpSync(join(rego, 'wasm', 'opa.wasm.br'), join('wasm', 'opa.wasm.br'))
}

const extension = library(['src/extension.ts'], {
  ...bundled,
  format: 'cjs',
  splitting: false,
})
const server = library(['src/server.ts'], {
  ...bundled,
  format: 'esm',
  outExtension: () => ({ js: '.mjs' }),
  // What was CommonJS calls for what Node gives to it.
  banner: {
    js: [
      "import { createRequire as nodeRequire } from 'node:module';",
      'const require = nodeRequire(import.meta.url);',
      'const { filename: __filename, dirname: __dirname } = import.meta;',
    ].join(''),
  },
  onSuccess: async () => {
    copyToolchain()
    writeNotices()
  },
})

export default defineConfig([extension, server].flat())
