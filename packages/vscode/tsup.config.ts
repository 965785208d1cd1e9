import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import { library, writeBundleNotices } from '../../tsup.base.ts'

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
  onSuccess: async () => writeBundleNotices('dist', inputs),
  esbuildOptions: (esbuild) => {
    esbuild.mainFields = ['module', 'main']
    // Files without side effects that only say which other they stand on.
    esbuild.logOverride = { 'ignored-bare-import': 'silent' }
  },
}

/** What both builds took in. */
const inputs = new Set<string>()

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
    writeBundleNotices('dist', inputs)
  },
})

export default defineConfig([extension, server].flat())
