import { getKey } from '@atproto/identity'
import { cborToLexRecord, readCar, verifyCommitSig } from '@atproto/repo'
import { readFrame } from './frame.mjs'

/**
 * Verifies, with the official packages, the signature of every `#commit` and `#sync` of a capture. The key of a frame is
 * the one in the newest DID document observed before it arrived or, failing that, in the first one observed after it.
 * `signedWith` is that `key`, an `earlier key` of the DID, or `no known key`.
 */
export async function verifyCapture({ frames, identities }) {
  const documents = documentsByDid(identities)
  const rows = []
  for (const { host, receivedAt, bytes } of frames) {
    const { type, seq, did, body } = readFrame(bytes)
    if (type !== '#commit' && type !== '#sync') continue
    const commit = await readCommit(body.blocks)
    const keys = keysAt(documents.get(did) ?? [], receivedAt)
    const signedWith = await signer(commit, keys)
    const ops = body.ops?.length ?? 0
    rows.push({ host, seq, type, did, rev: body.rev, ops, key: keys[0], signedWith, revAgrees: commit.rev === body.rev })
  }
  return rows
}

async function readCommit(car) {
  const { roots, blocks } = await readCar(car)
  return cborToLexRecord(blocks.get(roots[0]))
}

async function signer(commit, [key, ...earlier]) {
  if (key && (await verifyCommitSig(commit, key))) return 'key'
  for (const other of earlier) {
    if (await verifyCommitSig(commit, other)) return 'earlier key'
  }
  return 'no known key'
}

function documentsByDid(identities) {
  const documents = new Map()
  for (const { did, kind, observedAt, body } of identities) {
    if (kind !== 'did-document') continue
    if (!documents.has(did)) documents.set(did, [])
    documents.get(did).push({ observedAt, key: getKey(body) })
  }
  return documents
}

/** The key in force, then the ones before it, newest first. */
function keysAt(documents, time) {
  const before = documents.filter(({ observedAt }) => observedAt <= time)
  const known = before.length > 0 ? before : documents.slice(0, 1)
  return [...new Set(known.map(({ key }) => key).reverse())]
}
