import { createInterface } from 'node:readline'

// Read by the packages at import: their logs would mix with the answers on stdout.
process.env.LOG_ENABLED = 'false'

const MAX_LIFETIME_MS = 15 * 60 * 1000

const { startNetwork } = await import('./network/reference-network.mjs')
const { heads } = await import('./network/heads.mjs')
const { playScenario, settle } = await import('./scenario/play.mjs')
const { playTakeover } = await import('./scenario/takeover.mjs')
const { Account } = await import('./scenario/account.mjs')
const { imageManifest } = await import('./scenario/oci.mjs')
const { pushImage } = await import('./scenario/push.mjs')

let network
let stopping = false
let played = false
let seized = false
let olga

const commands = {
  async scenario() {
    if (played) throw new Error('the scenario has been played; start a new network to play it again')
    played = true
    answer({ scenario: 'done', ...(await playScenario(network)) })
  },
  async push(repository, tag) {
    if (!repository || !tag) throw new Error('push wants a repository and a tag')
    olga ??= await Account.create(network.pds[0], 'olga')
    answer({ push: 'done', ...(await pushImage(olga, repository, tag, imageManifest(`${repository}:${tag}`))) })
  },
  async takeover() {
    if (seized) throw new Error('the takeover has been played; start a new network to play it again')
    seized = true
    answer({ takeover: 'done', ...(await playTakeover(network, { settle: () => settle(network) })) })
  },
  async heads() {
    answer(await heads(network))
  },
  async stop() {
    await stop(0)
  },
}

setTimeout(() => fail(new Error(`still running after ${MAX_LIFETIME_MS / 60_000} minutes`)), MAX_LIFETIME_MS).unref()
process.on('SIGTERM', () => stop(0))
process.on('SIGINT', () => stop(0))
process.on('unhandledRejection', fail)
process.stdout.on('error', () => stop(1))

try {
  network = await startNetwork()
  answer({ plc: network.plc.url, pds: network.pds.map((pds) => pds.url) })
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, ...words] = line.trim().split(/\s+/)
    if (name === '') continue
    if (!Object.hasOwn(commands, name)) throw new Error(`unknown command "${name}": ${Object.keys(commands).join(', ')}`)
    await commands[name](...words)
  }
  await stop(0)
} catch (error) {
  await fail(error)
}

function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

async function fail(error) {
  process.stderr.write(`reference network: ${String(error?.message ?? error).replaceAll('\n', ' ')}\n`)
  if (process.env.DEBUG) process.stderr.write(`${error?.stack}\n`)
  await stop(1)
}

async function stop(code) {
  if (stopping) return
  stopping = true
  // A socket that will not close must not keep the process, nor its folder, alive.
  setTimeout(() => process.exit(code), 5000).unref()
  await network?.stop().catch(() => {})
  process.exit(code)
}
