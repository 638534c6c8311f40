import { readFrame } from './frame.mjs'

const KINDS = new Set(['plc-audit-log', 'plc-op', 'did-document', 'not-found', 'unavailable'])

/** Counts a capture's frames by type and lists what makes it malformed: order, sequence numbers, identities. */
export function checkCapture({ frames, identities }) {
  const problems = []
  const counts = {}
  const lastSeq = new Map()
  let lastReceived = 0
  const closing = closingObservations(identities, problems)

  frames.forEach(({ host, seq, receivedAt, bytes }, index) => {
    const where = `frame ${index} (${host}, seq ${seq})`
    const { type, seq: ownSeq, did } = readFrame(bytes)
    counts[type] = (counts[type] ?? 0) + 1
    if (ownSeq !== seq) problems.push(`${where}: the frame itself says seq ${ownSeq}`)
    if (receivedAt < lastReceived) problems.push(`${where}: received before the frame in front of it`)
    if (seq !== -1 && seq <= (lastSeq.get(host) ?? 0)) problems.push(`${where}: not after seq ${lastSeq.get(host)}`)
    if (did && !(closing.get(did) > receivedAt)) problems.push(`${where}: no later observation of ${did}`)
    lastReceived = receivedAt
    if (seq !== -1) lastSeq.set(host, seq)
  })
  return { counts, problems }
}

function closingObservations(identities, problems) {
  const latest = new Map()
  identities.forEach(({ did, kind, observedAt }, index) => {
    const where = `identity ${index + 1} (${did})`
    if (!KINDS.has(kind)) problems.push(`${where}: unknown kind ${kind}`)
    if (!Number.isSafeInteger(observedAt)) problems.push(`${where}: observed_at is not in microseconds`)
    latest.set(did, Math.max(latest.get(did) ?? 0, observedAt))
  })
  return latest
}
