import { now } from './account.mjs'
import { HOLD_DID, pushImage, pushManifest, pushTag, tagKey } from './push.mjs'
import { hexOf, imageManifest } from './oci.mjs'

/** Everyday life of a publisher: a profile, pushes, a tag that moves, a record that changes, deletions, posts. */
export async function playSingleImages(anna) {
  await anna.putRecord('io.atcr.sailor.profile', 'self', { defaultHold: HOLD_DID, createdAt: now() })
  await anna.post('Shipping the first build tonight.')

  const first = imageManifest('webshop 1.0.0')
  const second = imageManifest('webshop 1.1.0', { layers: 3 })
  const abandoned = imageManifest('webshop nightly')
  const published = [await pushImage(anna, 'webshop', '1.0.0', first)]
  await pushTag(anna, 'webshop', 'latest', first)
  await anna.post('webshop 1.0.0 is out.')

  published.push(await pushImage(anna, 'webshop', '1.1.0', second))
  const moved = await pushTag(anna, 'webshop', 'latest', second)

  // A push of the same digest to another hold: the record changes, the digest it is keyed by does not.
  const updated = await pushManifest(anna, 'webshop', first, { holdDid: 'did:web:hold-two.example.com' })
  published[0].cid = updated.cid

  await pushImage(anna, 'webshop', 'nightly', abandoned)
  await anna.deleteRecord('io.atcr.tag', tagKey('webshop', 'nightly'))
  await anna.deleteRecord('io.atcr.manifest', hexOf(abandoned.digest))
  await anna.putRecord('io.atcr.sailor.profile', 'self', {
    defaultHold: 'did:web:hold-two.example.com',
    createdAt: now(),
    updatedAt: now(),
  })
  return {
    published,
    tagMoved: { uri: moved.uri, from: first.digest, to: second.digest },
    manifestUpdated: { uri: updated.uri, cid: updated.cid },
    manifestDeleted: { did: anna.did, digest: abandoned.digest },
  }
}
