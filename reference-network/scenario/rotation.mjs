import { writeFile } from 'node:fs/promises'
import { Secp256k1Keypair } from '@atproto/crypto'
import { imageManifest } from './oci.mjs'
import { pushImage } from './push.mjs'

/** The account's signing key is replaced in the directory and in its PDS; the next push is signed with the new one. */
export async function playRotation(dmitri, { settle }) {
  const { ctx } = dmitri.pds
  const published = [await pushImage(dmitri, 'ledger', '1', imageManifest('ledger 1'))]
  await settle()

  const oldKey = (await ctx.actorStore.keypair(dmitri.did)).did()
  const newKeypair = await Secp256k1Keypair.create({ exportable: true })
  await ctx.plcClient.updateAtprotoKey(dmitri.did, ctx.plcRotationKey, newKeypair.did())
  // The PDS has no call for this: an operator replaces the key file, which is read anew for each write.
  const { keyLocation } = await ctx.actorStore.getLocation(dmitri.did)
  await writeFile(keyLocation, await newKeypair.export())
  await ctx.sequencer.sequenceIdentityEvt(dmitri.did)
  await settle()

  published.push(await pushImage(dmitri, 'ledger', '2', imageManifest('ledger 2')))
  await dmitri.post('New keys, same ledger.')
  return { published, rotated: { did: dmitri.did, oldKey, newKey: newKeypair.did() } }
}
