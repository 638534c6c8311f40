// The one CBOR shape a capture needs, an array of [text, integer, integer, byte string], written and read by hand so
// that the bytes of a capture do not depend on the encoder of the day.

const UNSIGNED = 0
const NEGATIVE = 1
const BYTES = 2
const TEXT = 3
const ARRAY = 4

export function encodeRecord([host, seq, receivedAt, frame]) {
  const name = Buffer.from(host, 'utf8')
  return Buffer.concat([head(ARRAY, 4), head(TEXT, name.length), name, integer(seq), integer(receivedAt), head(BYTES, frame.length), frame])
}

/** All records of an RFC 8742 sequence. Throws, naming the offset, on anything else. */
export function decodeRecords(bytes) {
  const records = []
  const reader = new Reader(bytes)
  while (!reader.atEnd()) {
    reader.expect(ARRAY, (length) => length === 4)
    records.push([reader.text(), reader.integer(), reader.integer(), reader.bytes()])
  }
  return records
}

function integer(value) {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an integer a capture can hold: ${value}`)
  return value < 0 ? head(NEGATIVE, -1 - value) : head(UNSIGNED, value)
}

function head(major, value) {
  const type = major << 5
  if (value < 24) return Buffer.from([type | value])
  if (value < 0x100) return Buffer.from([type | 24, value])
  const wide = value < 0x10000 ? 2 : value < 0x100000000 ? 4 : 8
  const bytes = Buffer.alloc(1 + wide)
  bytes[0] = type | (wide === 2 ? 25 : wide === 4 ? 26 : 27)
  if (wide === 2) bytes.writeUInt16BE(value, 1)
  else if (wide === 4) bytes.writeUInt32BE(value, 1)
  else bytes.writeBigUInt64BE(BigInt(value), 1)
  return bytes
}

class Reader {
  constructor(bytes) {
    this.data = bytes
    this.offset = 0
  }

  atEnd() {
    return this.offset === this.data.length
  }

  expect(major, accepts = () => true) {
    const start = this.offset
    const got = this.head()
    if (got.major !== major || !accepts(got.value)) throw new Error(`not a record of a capture at byte ${start}`)
    return got.value
  }

  text() {
    return this.take(this.expect(TEXT)).toString('utf8')
  }

  bytes() {
    return this.take(this.expect(BYTES))
  }

  integer() {
    const start = this.offset
    const { major, value } = this.head()
    if (major === UNSIGNED) return value
    if (major === NEGATIVE) return -1 - value
    throw new Error(`not an integer at byte ${start}`)
  }

  head() {
    const start = this.offset
    const first = this.take(1)[0]
    const extra = first & 31
    if (extra < 24) return { major: first >> 5, value: extra }
    if (extra > 27) throw new Error(`unsupported CBOR head at byte ${start}`)
    const value = Number(`0x${this.take(1 << (extra - 24)).toString('hex')}`)
    if (!Number.isSafeInteger(value)) throw new Error(`number out of range at byte ${start}`)
    return { major: first >> 5, value }
  }

  take(length) {
    if (length > this.data.length - this.offset) throw new Error(`cut off at byte ${this.offset}`)
    return this.data.subarray(this.offset, (this.offset += length))
  }
}
