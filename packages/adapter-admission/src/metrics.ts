import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Answer, Endpoint } from './admission.ts'

/** What `/metrics` tells, beside the process's own numbers. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  answered(endpoint: Endpoint, answer: Answer, seconds: number): void
  /** A review without verdict. */
  refused(endpoint: Endpoint, status: number, seconds: number): void
  inFlight(count: number): void
  certificate(outcome: 'loaded' | 'failed', notAfter: Date | undefined): void
}

const prefix = 'regraft_admission_'

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const reviews = new Counter({
    name: `${prefix}reviews_total`,
    help: 'Reviews by how they were answered.',
    labelNames: ['endpoint', 'operation', 'outcome'],
    registers,
  })
  const refusals = new Counter({
    name: `${prefix}refusals_total`,
    help: 'Reviews that got no verdict, by HTTP status.',
    labelNames: ['endpoint', 'status'],
    registers,
  })
  const findings = new Counter({
    name: `${prefix}findings_total`,
    help: 'What was found (validate) or healed (mutate).',
    labelNames: ['endpoint', 'rule', 'severity'],
    registers,
  })
  const durations = new Histogram({
    name: `${prefix}duration_seconds`,
    help: 'From the whole request to its answer.',
    labelNames: ['endpoint'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const running = new Gauge({ name: `${prefix}in_flight`, help: 'Reviews that are held now.', registers })
  const { loaded, expiry } = certificateMetrics(registers)
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered: (endpoint, answer, seconds) => {
      const { operation, outcome } = answer
      reviews.inc({ endpoint, operation, outcome })
      for (const { rule, severity } of answer.findings) findings.inc({ endpoint, rule, severity })
      durations.observe({ endpoint }, seconds)
    },
    refused: (endpoint, status, seconds) => {
      refusals.inc({ endpoint, status })
      durations.observe({ endpoint }, seconds)
    },
    inFlight: (count) => running.set(count),
    certificate: (outcome, notAfter) => {
      loaded.inc({ outcome })
      if (notAfter) expiry.set(notAfter.getTime() / 1000)
    },
  }
}

function certificateMetrics(registers: Registry[]): { readonly loaded: Counter; readonly expiry: Gauge } {
  return {
    loaded: new Counter({
      name: `${prefix}certificate_loads_total`,
      help: 'How often the certificate was read, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    expiry: new Gauge({
      name: `${prefix}certificate_not_after_seconds`,
      help: 'When the certificate ends, in seconds since 1970.',
      registers,
    }),
  }
}
