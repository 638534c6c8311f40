import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPds } from './pds.mjs'
import { startPlcDirectory } from './plc-directory.mjs'

export const PDS_NAMES = ['pds-one.test', 'pds-two.test']

/** One PLC directory and two PDSes. `stop` ends them and removes all they wrote. */
export async function startNetwork() {
  const directory = await mkdtemp(path.join(tmpdir(), `sigwatch-reference-network-${process.pid}-`))
  const started = []
  const stop = async () => {
    for (const part of started.reverse()) await part.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    const plc = await startPlcDirectory()
    started.push(plc)
    const pds = []
    for (const name of PDS_NAMES) {
      const server = await startPds({ name, plcUrl: plc.url, directory })
      started.push(server)
      pds.push(server)
    }
    return { plc, pds, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
