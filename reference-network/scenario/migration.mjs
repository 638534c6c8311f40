import { xrpc } from '../network/xrpc.mjs'
import { Account, registration } from './account.mjs'
import { imageManifest } from './oci.mjs'
import { pushImage } from './push.mjs'

/** An account moves to another PDS with its repository, blobs and DID, then publishes from there. */
export async function playMigration(elena, target, { settle }) {
  const published = [await pushImage(elena, 'ferry', '1', imageManifest('ferry 1'))]
  await elena.post('Moving house soon.')
  await settle()

  const moved = await createAtTarget(elena, target)
  await copyRepository(elena, moved)
  await copyBlobs(elena, moved)
  await pointIdentityAt(elena, moved)
  await settle()
  await moved.activate()
  await elena.deactivate()
  await settle()

  published.push(await pushImage(moved, 'ferry', '2', imageManifest('ferry 2')))
  await moved.post('Arrived.')
  return { published, migrated: { did: moved.did, from: elena.pds.url, to: target.url, handle: moved.handle } }
}

async function createAtTarget(elena, target) {
  const lxm = 'com.atproto.server.createAccount'
  const { token } = await elena.call('com.atproto.server.getServiceAuth', { params: { aud: target.did, lxm } })
  const body = { ...registration(target, elena.name), did: elena.did }
  return new Account(target, elena.name, await xrpc(target.url, lxm, { token, body }))
}

export async function copyRepository(elena, moved) {
  const car = await elena.call('com.atproto.sync.getRepo', { params: { did: elena.did } })
  await moved.call('com.atproto.repo.importRepo', { body: car, type: 'application/vnd.ipld.car' })
}

export async function copyBlobs(elena, moved) {
  const { blobs } = await moved.call('com.atproto.repo.listMissingBlobs')
  for (const { cid } of blobs) {
    const response = await fetch(`${elena.pds.url}/xrpc/com.atproto.sync.getBlob?did=${elena.did}&cid=${cid}`)
    if (!response.ok) throw new Error(`com.atproto.sync.getBlob: ${response.status} for ${cid}`)
    const body = new Uint8Array(await response.arrayBuffer())
    await moved.call('com.atproto.repo.uploadBlob', { body, type: response.headers.get('content-type') })
  }
}

/** Signed by the old PDS, which still holds a rotation key; submitted through the new one, which checks it. */
async function pointIdentityAt(elena, moved) {
  const credentials = await moved.call('com.atproto.identity.getRecommendedDidCredentials')
  const body = { ...credentials, token: await elena.emailToken('plc_operation') }
  const { operation } = await elena.call('com.atproto.identity.signPlcOperation', { body })
  await moved.call('com.atproto.identity.submitPlcOperation', { body: { operation } })
}
