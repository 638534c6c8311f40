import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { promisify } from 'node:util'
import { encode } from '@atproto/lex-cbor'
import { CaptureError, CaptureWriter, readCapture } from '../recording/capture.mjs'

const CHECK = new URL('../check-capture.mjs', import.meta.url).pathname
const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'

let directory
beforeEach(async () => (directory = await mkdtemp(path.join(tmpdir(), 'sigwatch-capture-'))))
afterEach(() => rm(directory, { recursive: true, force: true }))

test('what is written is read back', async () => {
  const frames = [
    { host: 'pds-one.test', seq: 1, receivedAt: 1_795_205_479_376_508, bytes: identityFrame(1) },
    { host: 'pds-two.test:2583', seq: -1, receivedAt: 1_795_205_479_376_509, bytes: Buffer.from('not CBOR') },
    { host: '', seq: 2 ** 53 - 1, receivedAt: 0, bytes: Buffer.alloc(70_000, 7) },
    { host: 'é', seq: 0, receivedAt: 4_294_967_296, bytes: Buffer.alloc(0) },
  ]
  const identities = [
    { did: DID, kind: 'did-document', source: 'http://plc.test/', observedAt: 1, body: { id: DID, é: [null, 1.5] } },
    { did: DID, kind: 'unavailable', source: 'http://plc.test/', observedAt: 2, body: 'bm90IEpTT04=' },
  ]
  await write({ frames, identities })
  assert.deepEqual(await readCapture(directory), { frames, identities })
})

test('the bytes on disk are the documented format', async () => {
  await write({ frames: [{ host: 'a', seq: -1, receivedAt: 256, bytes: Buffer.from([0xff]) }] })
  const bytes = await readFile(path.join(directory, 'frames.cborseq'))
  assert.equal(bytes.toString('hex'), '84' + '6161' + '20' + '190100' + '41ff')
})

test('a number that is not exact is refused', async () => {
  const writer = await CaptureWriter.open(directory)
  assert.throws(() => writer.frame({ host: 'a', seq: 2 ** 53, receivedAt: 1, bytes: Buffer.alloc(0) }), RangeError)
  await writer.close()
})

test('a file that is cut off is malformed', async () => {
  await write(soundCapture())
  await truncate(path.join(directory, 'frames.cborseq'), 40)
  await assert.rejects(readCapture(directory), CaptureError)
  await write(soundCapture())
  await truncate(path.join(directory, 'identities.jsonl'), 40)
  await assert.rejects(readCapture(directory), CaptureError)
})

test('check-capture counts the frames of a sound capture', async () => {
  await write(soundCapture())
  const { code, stdout, stderr } = await check()
  assert.deepEqual({ code, stderr, counts: JSON.parse(stdout) }, { code: 0, stderr: '', counts: { '#identity': 2 } })
})

test('check-capture names what is wrong', async () => {
  const cases = [
    [({ frames }) => (frames[1].seq = 9), /the frame itself says seq 2/],
    [({ frames }) => frames.reverse(), /not after seq 2/],
    [({ frames }) => (frames[1].receivedAt = 1), /received before/],
    [({ identities }) => (identities[0].observedAt = 5), /no later observation/],
    [({ identities }) => (identities[0].kind = 'rumour'), /unknown kind rumour/],
  ]
  for (const [spoil, complaint] of cases) {
    const capture = soundCapture()
    spoil(capture)
    await write(capture)
    const { code, stderr } = await check()
    assert.equal(code, 1)
    assert.match(stderr, complaint)
  }
})

test('check-capture says when it cannot read a capture or was called wrongly', async () => {
  assert.equal((await check()).code, 2)
  await writeFile(path.join(directory, 'frames.cborseq'), 'nonsense')
  await writeFile(path.join(directory, 'identities.jsonl'), '')
  const { code, stderr } = await check()
  assert.equal(code, 2)
  assert.match(stderr, /frames\.cborseq: not a record of a capture at byte 0/)
  assert.equal((await check([])).code, 64)
})

function soundCapture() {
  const frame = (seq) => ({ host: 'pds-one.test', seq, receivedAt: 10 + seq, bytes: identityFrame(seq) })
  const identity = { did: DID, kind: 'did-document', source: 'http://plc.test/', observedAt: 100, body: {} }
  return { frames: [frame(1), frame(2)], identities: [identity] }
}

function identityFrame(seq) {
  return Buffer.concat([encode({ op: 1, t: '#identity' }), encode({ seq, did: DID, time: '2026-01-01T00:00:00Z' })])
}

async function write({ frames = [], identities = [] }) {
  const writer = await CaptureWriter.open(directory)
  frames.forEach((frame) => writer.frame(frame))
  identities.forEach((identity) => writer.identity(identity))
  await writer.close()
}

async function check(args = [directory]) {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [CHECK, ...args])) }
  } catch ({ code, stdout, stderr }) {
    return { code, stdout, stderr }
  }
}
