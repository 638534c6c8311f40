import WebSocket from 'ws'
import { CaptureWriter } from './capture.mjs'
import { nowMicros } from './clock.mjs'
import { readFrame } from './frame.mjs'
import { IdentityObserver } from './identity-observer.mjs'

const MAX_FRAME_BYTES = 5_000_000

/**
 * Follows `com.atproto.sync.subscribeRepos` of each relay from its first retained event and writes a capture. `relays`
 * are `{ url, name }`: the name is what the capture calls the host. `failed` rejects when a relay closes the stream.
 */
export class Recorder {
  static async start({ relays, plcUrl, directory }) {
    const recorder = new Recorder(await CaptureWriter.open(directory), plcUrl)
    await Promise.all(relays.map((relay) => recorder.#follow(relay)))
    return recorder
  }

  constructor(writer, plcUrl) {
    this.writer = writer
    this.sockets = []
    this.counts = {}
    this.lastFrameAt = Date.now()
    this.stopping = false
    this.identities = new IdentityObserver(plcUrl, (observation) => writer.identity(observation))
    this.failed = new Promise((_, reject) => (this.fail = reject))
    // Whoever waits for something else must not be ended by a rejection nobody is looking at.
    this.failed.catch(() => {})
  }

  /** Ends the streams, takes a closing look at every identity, and closes the files. Returns the frame counts. */
  async stop() {
    this.stopping = true
    for (const socket of this.sockets) socket.terminate()
    await this.identities.close()
    await this.writer.close()
    return this.counts
  }

  async idle(milliseconds) {
    for (;;) {
      const left = this.lastFrameAt + milliseconds - Date.now()
      if (left <= 0) return
      await new Promise((resolve) => setTimeout(resolve, left))
    }
  }

  #follow({ url, name }) {
    const address = new URL('/xrpc/com.atproto.sync.subscribeRepos?cursor=0', url)
    address.protocol = address.protocol.replace('http', 'ws')
    const socket = new WebSocket(address, { maxPayload: MAX_FRAME_BYTES })
    this.sockets.push(socket)
    socket.on('message', (data) => {
      if (!this.stopping) this.#frame(name, data)
    })
    return new Promise((resolve, reject) => {
      const lost = (reason) => {
        const error = new Error(`${url}: ${reason}`)
        reject(error)
        if (!this.stopping) this.fail(error)
      }
      socket.on('open', resolve)
      socket.on('error', (error) => lost(error.message))
      socket.on('close', (code) => lost(`the stream was closed (${code})`))
    })
  }

  #frame(host, bytes) {
    const receivedAt = nowMicros()
    const { type, seq, did } = readFrame(bytes)
    this.lastFrameAt = Date.now()
    this.counts[type] = (this.counts[type] ?? 0) + 1
    this.writer.frame({ host, seq, receivedAt, bytes })
    if (did && (type === '#identity' || !this.identities.knows(did))) this.identities.look(did)
  }
}
