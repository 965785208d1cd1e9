// Runs TypeScript of this folder, which imports the sources of the packages, without a build of them.
import { createViteServer } from 'vitest/node'

/** What a module exports. */
export async function load(path) {
  const server = await createViteServer({
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
  })
  try {
    return await server.ssrLoadModule(path)
  } finally {
    await server.close()
  }
}
