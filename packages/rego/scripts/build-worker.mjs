// Bundles src/worker-main.ts into src/worker.generated.ts as a string. With --check it compares and writes nothing.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const generated = fileURLToPath(new URL('../src/worker.generated.ts', import.meta.url))

// esbuild comes with tsup; it is no dependency of its own.
const { build } = createRequire(createRequire(import.meta.url).resolve('tsup'))('esbuild')
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/worker-main.ts'],
  bundle: true,
  write: false,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  conditions: ['source'],
  minify: true,
  charset: 'ascii',
})
const text = `// Written by scripts/build-worker.mjs from worker-main.ts; do not edit.
// Contains @bjorn3/browser_wasi_shim (MIT OR Apache-2.0).
export const workerCode: string = ${JSON.stringify(outputFiles[0].text)}
`
if (!process.argv.includes('--check')) writeFileSync(generated, text)
else if (readFileSync(generated, 'utf8') !== text) {
  process.stderr.write('build-worker: src/worker.generated.ts is out of date\n')
  process.exit(1)
}
