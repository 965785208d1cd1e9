import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A folder of its own for one test. */
export class Folder {
  readonly path: string = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-lsp-')))

  get uri(): string {
    return pathToFileURL(this.path).href
  }

  uriOf(file: string): string {
    return pathToFileURL(join(this.path, file)).href
  }

  write(files: { readonly [path: string]: string }): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true })
      writeFileSync(join(this.path, path), text)
    }
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8')
  }

  /** Every path below it, sorted. */
  files(): readonly string[] {
    return readdirSync(this.path, { recursive: true, encoding: 'utf8' }).sort()
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
