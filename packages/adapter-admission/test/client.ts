import type { RequestOptions } from 'node:https'
import { request } from 'node:https'
import type { TLSSocket } from 'node:tls'

export interface Got {
  readonly status: number
  readonly body: string
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  /** The name in the server's certificate; absent where a kept connection was used again. */
  readonly server: string
}

/** One request over TLS, the server's certificate verified. */
export async function fetchFrom(
  options: RequestOptions,
  body?: string | readonly (string | Buffer)[],
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const sent = request(
      { host: '127.0.0.1', servername: 'localhost', method, headers, ...options },
      (response) => {
        const { subject } = (response.socket as TLSSocket).getPeerCertificate()
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
            headers: response.headers,
            server: String(subject?.CN ?? ''),
          }),
        )
      },
    )
    sent.on('error', reject)
    if (typeof body === 'string') sent.end(body)
    else {
      // Without a length the body goes in chunks.
      for (const part of body ?? []) sent.write(part)
      sent.end()
    }
  })
}
