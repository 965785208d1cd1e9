import type { Server } from 'node:https'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { RegraftError } from '@regraft/model'
import type { Admission } from './admission.ts'
import type { Certificate, CertificateFiles } from './certificate.ts'
import { readCertificate, sameCertificate } from './certificate.ts'
import { defaultLimits, type Limits } from './limits.ts'
import type { ReviewEvent, Reviewer } from './listener.ts'
import { admissionListener } from './listener.ts'
import { createMetrics, type Metrics } from './metrics.ts'

export interface ServeOptions extends Partial<Limits> {
  readonly tls: CertificateFiles
  /** Default 8443; 0 takes any that is free. */
  readonly port?: number
  readonly host?: string
  /** Milliseconds between two looks at the certificate's files. Default 5,000. */
  readonly reloadInterval?: number
  /** Milliseconds that a stopping server still takes reviews, until the cluster knows. Default 5,000. */
  readonly drainDelay?: number
  readonly onReview?: (event: ReviewEvent) => void
  /** Told when the files hold no certificate; the one before it stays in use. */
  readonly onCertificateError?: (error: RegraftError) => void
}

export interface AdmissionServer {
  readonly port: number
  /** Fails `/readyz`, takes reviews for `drainDelay` more, then answers what it has and ends. The same promise for every call. */
  stop(): Promise<void>
}

/** Serves reviews over TLS 1.2 or newer. Rejects when the certificate or the port is no good. */
export async function serveAdmission(
  reviewer: Admission | Reviewer,
  options: ServeOptions,
): Promise<AdmissionServer> {
  const metrics = createMetrics()
  const certificate = readCertificate(options.tls)
  metrics.certificate('loaded', certificate.notAfter)
  const state = { stopping: false }
  const listener = admissionListener(reviewer, {
    ...options,
    metrics,
    ready: () => !state.stopping,
    ...(options.tls.clientCa === undefined
      ? {}
      : // The server below makes nothing but TLS sockets. Probes have no certificate, so it is not asked of every client.
        { trusted: ({ socket }) => (socket as TLSSocket).authorized }),
  })
  const server = createServer(
    { ...contextOf(certificate), requestCert: certificate.ca !== undefined },
    (...pair) => {
      // Clients leave: the next request of each finds another server.
      if (state.stopping) pair[1].setHeader('connection', 'close')
      listener(...pair)
    },
  )
  bound(server, options)
  await listen(server, options)
  const reload = setInterval(watch(server, certificate, options, metrics), options.reloadInterval ?? 5000)
  reload.unref()
  let stopped: Promise<void> | undefined
  return {
    // A listening TCP server has an address of this kind.
    port: (server.address() as AddressInfo).port,
    stop: () => {
      state.stopping = true
      clearInterval(reload)
      stopped ??= close(server, options)
      return stopped
    },
  }
}

function contextOf({ cert, key, ca }: Certificate): { readonly minVersion: 'TLSv1.2' } & Pick<
  Certificate,
  'cert' | 'key' | 'ca'
> & {
    readonly rejectUnauthorized: false
  } {
  return { cert, key, ...(ca ? { ca } : {}), minVersion: 'TLSv1.2', rejectUnauthorized: false }
}

/** Slow clients hold no connection for long; the API server keeps one open between its reviews. */
function bound(server: Server, { timeout = defaultLimits.timeout }: ServeOptions): void {
  server.headersTimeout = timeout
  server.requestTimeout = timeout
  server.keepAliveTimeout = 120_000
  server.on('tlsClientError', () => {})
}

async function listen(server: Server, { port = 8443, host }: ServeOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new RegraftError('ADMISSION_LISTEN', `cannot listen on port ${port}: ${error.message}`, {
          cause: error,
          hint: 'Choose another with --port; those below 1024 need a privilege.',
        }),
      ),
    )
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => resolve())
  })
}

/** Looks at the bytes: Kubernetes exchanges files by turning a link, which no file's own time tells. */
function watch(
  server: Server,
  first: Certificate,
  { tls, onCertificateError }: ServeOptions,
  metrics: Metrics,
): () => void {
  let current = first
  return () => {
    try {
      const found = readCertificate(tls)
      if (sameCertificate(found, current)) return
      server.setSecureContext(contextOf(found))
      current = found
      metrics.certificate('loaded', found.notAfter)
    } catch (error) {
      if (!(error instanceof RegraftError)) throw error
      metrics.certificate('failed', undefined)
      onCertificateError?.(error)
    }
  }
}

async function close(
  server: Server,
  { drainDelay = 5000, timeout = defaultLimits.timeout }: ServeOptions,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, drainDelay))
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  // Every review has an answer by then; what is left are clients that do not read it.
  const last = setTimeout(() => server.closeAllConnections(), timeout + 1000)
  await closed
  clearTimeout(last)
}
