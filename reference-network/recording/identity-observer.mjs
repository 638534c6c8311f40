import { nowMicros } from './clock.mjs'

const TIMEOUT_MS = 5000

/** Looks DIDs up in a PLC directory and hands on each answer as it was given. One look per DID at a time. */
export class IdentityObserver {
  constructor(plcUrl, onObservation) {
    this.plcUrl = plcUrl
    this.onObservation = onObservation
    this.pending = new Map()
  }

  knows(did) {
    return this.pending.has(did)
  }

  look(did) {
    const after = this.pending.get(did) ?? Promise.resolve()
    const look = after.then(() => this.#observe(did))
    this.pending.set(did, look)
    return look
  }

  /** A last look at every DID seen. What it shows was observed after every frame. */
  async close() {
    await Promise.all(this.pending.values())
    await Promise.all([...this.pending.keys()].map((did) => this.look(did)))
  }

  // The log first: whoever reads the document then already has the operation it came from.
  async #observe(did) {
    await this.#fetch(did, `${this.plcUrl}/${did}/log/audit`, 'plc-audit-log')
    await this.#fetch(did, `${this.plcUrl}/${did}`, 'did-document')
  }

  async #fetch(did, source, kind) {
    let status
    let bytes = Buffer.alloc(0)
    try {
      const response = await fetch(source, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' })
      bytes = Buffer.from(await response.arrayBuffer())
      status = response.status
    } catch {
      status = undefined
    }
    this.onObservation({ did, kind: kindOf(status, kind), source, observedAt: nowMicros(), body: asJson(bytes) })
  }
}

function kindOf(status, kind) {
  if (status === 200) return kind
  return status === 404 || status === 410 ? 'not-found' : 'unavailable'
}

function asJson(bytes) {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return bytes.toString('base64')
  }
}
