import { decodeAll } from '@atproto/lex-cbor'

/** What a recorder needs of a frame. Never throws: an unreadable frame is `{ type: 'unreadable', seq: -1 }`. */
export function readFrame(bytes) {
  try {
    const [header, body, ...rest] = decodeAll(bytes)
    if (rest.length > 0) return unreadable()
    const seq = Number.isSafeInteger(body?.seq) ? body.seq : -1
    const did = body?.repo ?? body?.did
    const type = header.op === -1 ? 'error' : header.t
    if (typeof type !== 'string') return unreadable()
    return { type, seq, did: typeof did === 'string' && did.startsWith('did:') ? did : undefined, body }
  } catch {
    return unreadable()
  }
}

const unreadable = () => ({ type: 'unreadable', seq: -1, did: undefined, body: undefined })
