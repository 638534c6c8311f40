import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { test } from 'node:test'

const NETWORK = new URL('../network.mjs', import.meta.url).pathname

test('the network answers line commands and leaves nothing behind', { timeout: 120_000 }, async () => {
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
