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

export const clean = `resource "aws_kms_key" "main" {
  description         = "receipts" # said in the audit
  enable_key_rotation = true
}
`
export const insecure: string = clean.replace('= true', '= false')

/** A folder of its own for one test. */
export class Folder {
  readonly path: string = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-mcp-')))

  get uri(): string {
    return pathToFileURL(this.path).href
  }

  at(path: string): string {
    return join(this.path, path)
  }

  write(files: { readonly [path: string]: string }): this {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(this.at(path)), { recursive: true })
      writeFileSync(this.at(path), text)
    }
    return this
  }

  read(path: string): string {
    return readFileSync(this.at(path), 'utf8')
  }

  /** Every path below it, sorted. */
  files(): readonly string[] {
    return readdirSync(this.path, { recursive: true, encoding: 'utf8' }).sort()
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
