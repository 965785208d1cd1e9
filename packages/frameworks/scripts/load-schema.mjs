/** Bundles the schema tables of src/schema, which are TypeScript, and imports them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'tsup'

const source = join(dirname(fileURLToPath(import.meta.url)), '../src/schema')

/** @returns {Promise<typeof import('../src/schema/resource-schema.ts') & typeof import('../src/schema/names.ts') & typeof import('../src/schema/lookup.ts')>} */
export async function loadSchema() {
  const folder = mkdtempSync(join(tmpdir(), 'regraft-schema-'))
  try {
    const names = ['resource-schema', 'names', 'lookup']
    await build({
      entry: names.map((name) => join(source, `${name}.ts`)),
      outDir: folder,
      outExtension: () => ({ js: '.mjs' }),
      format: 'esm',
      config: false,
      dts: false,
      silent: true,
    })
    const modules = await Promise.all(
      names.map((name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href)),
    )
    return Object.assign({}, ...modules)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
