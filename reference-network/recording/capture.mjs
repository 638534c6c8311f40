import { createWriteStream } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { once } from 'node:events'
import path from 'node:path'
import { decodeRecords, encodeRecord } from './cbor-sequence.mjs'

const FRAMES = 'frames.cborseq'
const IDENTITIES = 'identities.jsonl'

/** Writes a capture: the frames of one or more hosts in order of arrival, and what was observed of the identities. */
export class CaptureWriter {
  static async open(directory) {
    await mkdir(directory, { recursive: true })
    return new CaptureWriter(directory)
  }

  constructor(directory) {
    this.frames = createWriteStream(path.join(directory, FRAMES))
    this.identities = createWriteStream(path.join(directory, IDENTITIES))
  }

  frame({ host, seq, receivedAt, bytes }) {
    this.frames.write(encodeRecord([host, seq, receivedAt, bytes]))
  }

  identity({ did, kind, source, observedAt, body }) {
    this.identities.write(`${JSON.stringify({ did, kind, source, observed_at: observedAt, body })}\n`)
  }

  async close() {
    for (const file of [this.frames, this.identities]) {
      file.end()
      await once(file, 'close')
    }
  }
}

/** Reads a whole capture, or throws a `CaptureError` that names the file and the place where it is malformed. */
export async function readCapture(directory) {
  return { frames: await readFrames(directory), identities: await readIdentities(directory) }
}

export class CaptureError extends Error {}

async function readFrames(directory) {
  const bytes = await readFile(path.join(directory, FRAMES))
  try {
    return decodeRecords(bytes).map(([host, seq, receivedAt, frame]) => ({ host, seq, receivedAt, bytes: frame }))
  } catch (error) {
    throw new CaptureError(`${FRAMES}: ${error.message}`)
  }
}

async function readIdentities(directory) {
  const text = await readFile(path.join(directory, IDENTITIES), 'utf8')
  if (text !== '' && !text.endsWith('\n')) throw new CaptureError(`${IDENTITIES}: the last line is cut off`)
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      try {
        const { did, kind, source, observed_at: observedAt, body } = JSON.parse(line)
        return { did, kind, source, observedAt, body }
      } catch (error) {
        throw new CaptureError(`${IDENTITIES}: line ${index + 1}: ${error.message}`)
      }
    })
}
