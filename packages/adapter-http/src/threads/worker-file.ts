import { fileURLToPath } from 'node:url'

/** The built worker beside this file; run from sources, the one that was built last. */
export function workerFile(here: string): string {
  const built = here.endsWith('.ts') ? '../../dist/worker.js' : './worker.js'
  return fileURLToPath(new URL(built, here))
}
