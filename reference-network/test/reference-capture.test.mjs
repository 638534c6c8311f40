import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readCapture } from '../recording/capture.mjs'
import { checkCapture } from '../recording/check.mjs'
import { readFrame } from '../recording/frame.mjs'
import { verifyCapture } from '../recording/verify.mjs'

const DIRECTORY = fileURLToPath(new URL('../../captures/reference-pds', import.meta.url))

let capture
let rows
before(async () => {
  capture = await readCapture(DIRECTORY)
  rows = await verifyCapture(capture)
})

test('the committed capture is well formed and has every frame type', () => {
  const { counts, problems } = checkCapture(capture)
  assert.deepEqual(problems, [])
  assert.deepEqual(Object.keys(counts).sort(), ['#account', '#commit', '#identity', '#sync'])
})

test('every commit verifies with the key recorded for its time', () => {
  const commits = rows.filter(({ type }) => type === '#commit')
  assert.ok(commits.length > 50)
  assert.deepEqual(commits.filter(({ signedWith, revAgrees }) => signedWith !== 'key' || !revAgrees), [])
})

// The official PDS announces an imported repository with the commit it imported: still signed by the previous PDS, and
// with a rev of its own around it. Whoever judges `#sync` must expect this.
test('every sync verifies, but for the one that announces the migrated account', () => {
  const odd = rows.filter(({ type, signedWith, revAgrees }) => type === '#sync' && (signedWith !== 'key' || !revAgrees))
  assert.deepEqual(odd.map(({ host, signedWith }) => ({ host, signedWith })), [
    { host: 'pds-two.test', signedWith: 'earlier key' },
  ])
})

test('the story is all there', () => {
  const keysOf = new Map()
  const hostsOf = new Map()
  for (const { did, host, key } of rows.filter((row) => row.type === '#commit')) {
    keysOf.set(did, (keysOf.get(did) ?? new Set()).add(key))
    hostsOf.set(did, (hostsOf.get(did) ?? new Set()).add(host))
  }
  const count = (sets, size) => [...sets.values()].filter((set) => set.size === size).length
  assert.equal(count(keysOf, 2), 2, 'one rotated and one migrated account sign with two keys')
  assert.equal(count(hostsOf, 2), 1, 'one account publishes from both hosts')
  assert.ok(rows.some(({ ops }) => ops === 40), 'one commit has 40 operations')
  const statuses = capture.frames.map(({ bytes }) => readFrame(bytes).body.status).filter(Boolean)
  assert.deepEqual(statuses.sort(), ['deactivated', 'deactivated', 'deleted'])
  assert.ok(capture.identities.some(({ kind }) => kind === 'not-found'), 'one DID was given up')
})
