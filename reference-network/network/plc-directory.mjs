import { MockDatabase, PlcServer } from '@did-plc/server'
import { bindLoopback } from './loopback.mjs'

export async function startPlcDirectory() {
  const { server, url } = await bindLoopback()
  const directory = PlcServer.create({ db: new MockDatabase(), port: server })
  await directory.start()
  return { url, stop: () => directory.destroy() }
}
