import { defineConfig, type Options } from 'tsup'

/**
 * The one way a package is built: ESM and CJS side by side, types for both.
 * `REGRAFT_BUILD=fast` leaves the types out; nothing at run time needs them.
 */
export function library(entry: string[], options: Options = {}): ReturnType<typeof defineConfig> {
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
    ...options,
  })
}
