import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig } from 'tsup'
import { library, writeBundleNotices } from '../../tsup.base.ts'

/** The Rego toolchain is looked for beside the code that was built in. */
function copyToolchain(): void {
  const rego = dirname(createRequire(import.meta.url).resolve('@regraft/rego/package.json'))
  cpSync(join(rego, 'wasm', 'opa.wasm.br'), join('action', 'wasm', 'opa.wasm.br'))
}

// A runner fetches an action and runs it: nothing is installed, so everything is built into one file.
const action = library(
  { index: 'src/action/main.ts' },
  {
    outDir: 'action/dist',
    format: 'esm',
    outExtension: () => ({ js: '.mjs' }),
    dts: false,
    clean: true,
    shims: false,
    splitting: false,
    treeshake: false,
    minify: true,
    platform: 'node',
    external: [],
    noExternal: [/./],
    silent: true,
    metafile: true,
    // What was CommonJS calls for what Node gives to it.
    banner: {
      js: [
        "import { createRequire as nodeRequire } from 'node:module';",
        'const require = nodeRequire(import.meta.url);',
        'const { filename: __filename, dirname: __dirname } = import.meta;',
      ].join(''),
    },
    esbuildOptions: (esbuild) => {
      esbuild.mainFields = ['module', 'main']
      // Files without side effects that only say which other they stand on.
      esbuild.logOverride = { 'ignored-bare-import': 'silent' }
    },
    onSuccess: async () => {
      copyToolchain()
      writeBundleNotices(join('action', 'dist'), new Set())
    },
  },
)

export default defineConfig([library(['src/index.ts']), action].flat())
