import { defineConfig } from 'vitest/config'

/** Packages whose tests leave nothing behind in their process: they share one, and load what they test once. */
const pure = [
  'adapter-github',
  'core',
  'engine',
  'eslint-plugin',
  'fixer',
  'frameworks',
  'model',
  'reporters',
  'syntax',
].map((name) => `packages/${name}/test/**/*.test.ts`)

const shared = {
  setupFiles: ['./test/setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
}

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
  test: {
    // The default leaves one core idle; on two that is half of the machine.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { ...shared, name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'rest',
          include: ['packages/*/test/**/*.test.ts', 'policies/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: pure,
          // `eventsource` has sources of its own under the condition by which ours are found; Node cannot run them.
          server: { deps: { inline: [/@modelcontextprotocol\/client/, /eventsource/] } },
        },
      },
    ],
  },
})
