import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readCapture } from '../recording/capture.mjs'
import { checkCapture } from '../recording/check.mjs'
import { verifyCapture } from '../recording/verify.mjs'

const NETWORK = new URL('../network.mjs', import.meta.url).pathname
const RECORDER = new URL('../recorder.mjs', import.meta.url).pathname

test('the network answers line commands, can be recorded, and leaves nothing behind', { timeout: 120_000 }, async (t) => {
  const network = spawn(process.execPath, [NETWORK], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: network.stdout })[Symbol.asyncIterator]()
  const answer = async () => JSON.parse((await lines.next()).value)
  const ask = (command) => {
    network.stdin.write(`${command}\n`)
    return answer()
  }

  const ready = await answer()
  assert.match(ready.plc, /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.equal(ready.pds.length, 2)
  assert.deepEqual(await ask('heads'), { heads: [] })

  const directory = await mkdtemp(path.join(tmpdir(), 'sigwatch-recording-'))
  t.after(() => rm(directory, { recursive: true }))
  const relays = ready.pds.flatMap((url, i) => ['--relay', url, '--host-name', `${url}=pds-${i}.test`])
  const args = [RECORDER, ...relays, '--plc', ready.plc, '--out', directory]
  const recorder = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })

  const story = await ask('scenario')
  assert.equal(story.scenario, 'done')
  const { heads } = await ask('heads')
  const at = (pds, did) => heads.find((head) => head.pds === pds && head.did === did)

  assert.equal(at(story.migrated.from, story.migrated.did).status, 'deactivated')
  assert.equal(at(story.migrated.to, story.migrated.did).active, true)
  assert.equal(heads.some(({ did }) => did === story.deleted.did), false)
  for (const { did, digest } of story.published) {
    const held = heads.filter((head) => head.did === did).flatMap(({ records }) => records)
    assert.ok(held.some(({ rkey }) => `sha256:${rkey}` === digest), `${did} holds ${digest}`)
  }

  const pushed = await ask('push webshop 9.9')
  const olga = (await ask('heads')).heads.find(({ did }) => did === pushed.did)
  assert.deepEqual(olga.records.map(({ collection }) => collection), ['io.atcr.manifest', 'io.atcr.tag'])

  await sleep(1500)
  recorder.stdin.end()
  assert.deepEqual(await once(recorder, 'exit'), [0, null])
  const capture = await readCapture(directory)
  assert.deepEqual(checkCapture(capture).problems, [])
  const commits = (await verifyCapture(capture)).filter(({ type }) => type === '#commit')
  assert.deepEqual(commits.filter(({ signedWith }) => signedWith !== 'key'), [])
  assert.deepEqual(new Set(commits.map(({ host }) => host)), new Set(['pds-0.test', 'pds-1.test']))
  for (const { did, rev } of (await ask('heads')).heads.filter(({ active }) => active)) {
    assert.equal(commits.findLast((commit) => commit.did === did).rev, rev)
  }

  const home = async () => (await readdir(tmpdir())).filter((name) => name.startsWith(`sigwatch-reference-network-${network.pid}-`))
  assert.equal((await home()).length, 1)
  network.stdin.end()
  assert.deepEqual(await once(network, 'exit'), [0, null])
  assert.deepEqual(await home(), [])
})

test('a command it does not know ends it, with one line that says so', { timeout: 60_000 }, async () => {
  const network = spawn(process.execPath, [NETWORK], { stdio: ['pipe', 'ignore', 'pipe'] })
  const errors = []
  createInterface({ input: network.stderr }).on('line', (line) => errors.push(line))
  network.stdin.write('dance\n')
  const [code] = await once(network, 'close')
  assert.equal(code, 1)
  assert.equal(errors.length, 1)
  assert.match(errors[0], /unknown command "dance"/)
})
