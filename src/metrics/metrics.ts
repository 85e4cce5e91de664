/**
 * What Prometheus is told. Labels are bounded: operations of the API, versions that are known, statuses that were seen;
 * everything a client could make up is `other`.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type ApiVersion, isOlder } from '../api/version.ts'
import type { EndedCall } from '../audit/audited-call.ts'

export interface MetricsSources {
  readonly known: { readonly oldest: ApiVersion; readonly newest: ApiVersion }
  /** Connections that are raw streams now. */
  readonly openHijacks: () => number
  /** Whether the daemon answered when it was last asked. */
  readonly isUpstreamUp: () => boolean
  /** Audit records that could not be written since the start. */
  readonly lostRecords: () => number
}

/** From what the daemon answers at once to pulls and builds (seconds). */
const BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600]

export class Metrics {
  readonly #registry = new Registry()
  readonly #known: MetricsSources['known']
  readonly #calls: Counter<'operation' | 'client_version' | 'decision' | 'status'>
  readonly #duration: Histogram<'operation'>
  readonly #bytes: Counter<'direction'>

  constructor({ known, openHijacks, isUpstreamUp, lostRecords }: MetricsSources) {
    const registers = [this.#registry]
    this.#known = known
    this.#calls = new Counter({
      name: 'longshore_calls_total',
      help: 'Calls that have ended',
      labelNames: ['operation', 'client_version', 'decision', 'status'],
      registers,
    })
    this.#duration = new Histogram({
      name: 'longshore_call_duration_seconds',
      help: 'From the head of the request to the end of the answer, or of the raw stream',
      labelNames: ['operation'],
      buckets: BUCKETS,
      registers,
    })
    this.#bytes = new Counter({
      name: 'longshore_body_bytes_total',
      help: 'Bytes of bodies and raw streams: up from clients, down to them',
      labelNames: ['direction'],
      registers,
    })
    this.#gauge('longshore_hijacks_open', 'Connections that are raw streams now', openHijacks)
    this.#gauge('longshore_upstream_up', 'Whether the daemon answered when it was last asked', () =>
      isUpstreamUp() ? 1 : 0,
    )
    this.#gauge('longshore_audit_records_lost', 'Audit records that could not be written', lostRecords)
    collectDefaultMetrics({ register: this.#registry })
  }

  count({ planned, verdict, end }: EndedCall): void {
    const operation = planned?.call.operation.name ?? 'other'
    this.#calls.inc({
      operation,
      client_version: this.#version(planned?.call.client),
      decision: verdict?.decision ?? 'none',
      status: String(end.status ?? 'none'),
    })
    this.#duration.observe({ operation }, Number(end.durationNs) / 1e9)
    this.#bytes.inc({ direction: 'up' }, end.bytesUp)
    this.#bytes.inc({ direction: 'down' }, end.bytesDown)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }

  #version(client: ApiVersion | undefined): string {
    const { oldest, newest } = this.#known
    return client === undefined || isOlder(client, oldest) || isOlder(newest, client) ? 'other' : client
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(value())
      },
    })
  }
}
