import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** OpenSSL makes the certificates; without it the tests that need one are skipped. */
export const hasOpenssl: boolean = spawnSync('openssl', ['version']).status === 0
if (!hasOpenssl) process.stderr.write('skipped: there is no openssl to make certificates with\n')

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

function openssl(folder: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`)
}

/** A folder with a CA and, as Kubernetes mounts a secret, `tls.crt` and `tls.key` behind the link `..data`. */
export class Pki {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'regraft-tls-'))
  readonly #names = new Map<string, string>()

  constructor() {
    this.#make('ca', '-x509', '-days', '2', '-subj', '/CN=test CA')
    this.mount(this.issue('localhost'))
    symlinkSync(join('..data', 'tls.crt'), this.#at('tls.crt'))
    symlinkSync(join('..data', 'tls.key'), this.#at('tls.key'))
  }

  get ca(): Buffer {
    return readFileSync(this.#at('ca.crt'))
  }

  get caFile(): string {
    return this.#at('ca.crt')
  }

  get files(): { readonly cert: string; readonly key: string } {
    return { cert: this.#at('tls.crt'), key: this.#at('tls.key') }
  }

  /** A certificate signed by the CA: a folder of `tls.crt` and `tls.key`. */
  issue(name: string): string {
    const folder = `issued-${this.#names.size}`
    this.#names.set(folder, name)
    mkdirSync(this.#at(folder))
    const [key, csr, crt] = ['tls.key', 'csr', 'tls.crt'].map((file) => join(folder, file)) as [
      string,
      string,
      string,
    ]
    openssl(this.folder, 'req', ...newKey, '-subj', `/CN=${name}`, '-keyout', key, '-out', csr)
    writeFileSync(this.#at('san'), `subjectAltName=DNS:localhost,DNS:${name},IP:127.0.0.1\n`)
    const ca = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial']
    openssl(this.folder, 'x509', '-req', '-in', csr, ...ca, '-days', '2', '-extfile', 'san', '-out', crt)
    return folder
  }

  /** Turns the link `..data` in one step, as the kubelet does. */
  mount(folder: string): void {
    symlinkSync(folder, this.#at('..data_tmp'))
    renameSync(this.#at('..data_tmp'), this.#at('..data'))
  }

  read(folder: string, file: 'tls.crt' | 'tls.key'): Buffer {
    return readFileSync(join(this.#at(folder), file))
  }

  /** Puts a key beside a certificate that is not its own. */
  mix(certificate: string, key: string): string {
    const folder = `mixed-${certificate}-${key}`
    mkdirSync(this.#at(folder))
    writeFileSync(join(this.#at(folder), 'tls.crt'), this.read(certificate, 'tls.crt'))
    writeFileSync(join(this.#at(folder), 'tls.key'), this.read(key, 'tls.key'))
    return folder
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  #make(name: string, ...args: readonly string[]): void {
    openssl(this.folder, 'req', ...newKey, ...args, '-keyout', `${name}.key`, '-out', `${name}.crt`)
  }

  #at(name: string): string {
    return join(this.folder, name)
  }
}
