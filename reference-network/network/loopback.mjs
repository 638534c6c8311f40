import { once } from 'node:events'
import net from 'node:net'

/**
 * A port on 127.0.0.1 that is already bound. Its `server` is handed to the real server's `listen`, which takes the
 * socket over: both the PDS and the directory must know their address before they start, and by default both would
 * listen on every interface.
 */
export async function bindLoopback() {
  const server = net.createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  return { server, port, url: `http://127.0.0.1:${port}` }
}
