import { imageManifest } from './oci.mjs'
import { pushImage } from './push.mjs'

/** An account is switched off and on again, and publishes afterwards. */
export async function playPause(greta, { settle }) {
  const published = [await pushImage(greta, 'clock', '1', imageManifest('clock 1'))]
  await greta.deactivate()
  await settle()
  await greta.activate()
  published.push(await pushImage(greta, 'clock', '2', imageManifest('clock 2')))
  return { published, reactivated: { did: greta.did } }
}

/** A publisher leaves for good: the account is deleted and its DID is given up. */
export async function playDeletion(hugo, { settle }) {
  const { ctx } = hugo.pds
  const gone = await pushImage(hugo, 'relic', '1', imageManifest('relic 1'))
  // Deletion takes the account's events out of the PDS's queue: who has not read them by now never will.
  await settle()
  await hugo.delete()
  await settle()
  await ctx.plcClient.tombstone(hugo.did, ctx.plcRotationKey)
  return { deleted: { did: hugo.did, digest: gone.digest, tombstoned: true } }
}

export async function playHandleChange(bruno, { settle }) {
  const from = bruno.handle
  await bruno.changeHandle('bruno-labs')
  await settle()
  const published = [await pushImage(bruno, 'edge/gateway', '2.0.1', imageManifest('gateway 2.0.1'))]
  return { published, handleChanged: { did: bruno.did, from, to: bruno.handle } }
}
