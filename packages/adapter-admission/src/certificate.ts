import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { RegraftError } from '@regraft/model'

/** Where the files of a server's identity lie. */
export interface CertificateFiles {
  /** PEM, with the chain. */
  readonly cert: string
  readonly key: string
  /** PEM; when given, reviews are only taken from clients whose certificate it signed. */
  readonly clientCa?: string
}

/** What the files held when they were read. */
export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
  readonly ca?: Buffer
  readonly notAfter: Date
}

/**
 * Reads the files. Throws `RegraftError` `ADMISSION_CERTIFICATE` when one is missing or not PEM, or when the key is that of
 * another certificate, as it is in the middle of an exchange that is not done in one step.
 */
export function readCertificate({ cert, key, clientCa }: CertificateFiles): Certificate {
  const read = {
    cert: bytesOf('certificate', cert),
    key: bytesOf('key', key),
    ...(clientCa === undefined ? {} : { ca: bytesOf('client CA', clientCa) }),
  }
  try {
    createSecureContext(read)
    return { ...read, notAfter: new Date(new X509Certificate(read.cert).validTo) }
  } catch (error) {
    throw invalid(`${cert} and ${key} are no certificate with its key: ${reasonOf(error)}`, error)
  }
}

export function sameCertificate(a: Certificate, b: Certificate): boolean {
  const same = (x: Buffer | undefined, y: Buffer | undefined): boolean =>
    x === undefined || y === undefined ? x === y : x.equals(y)
  return same(a.cert, b.cert) && same(a.key, b.key) && same(a.ca, b.ca)
}

function bytesOf(what: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw invalid(`the ${what} ${file} cannot be read: ${reasonOf(error)}`, error)
  }
}

function invalid(message: string, cause: unknown): RegraftError {
  return new RegraftError('ADMISSION_CERTIFICATE', message, {
    cause,
    hint: 'Give PEM files that this user may read: the certificate with its chain, and the key that belongs to it.',
  })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
