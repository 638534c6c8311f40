import { now } from './account.mjs'
import { hexOf, imageManifest } from './oci.mjs'
import { manifestRecord, pushImage, tagKey, tagRecord, uploadBlob } from './push.mjs'

const IMAGES = 10
const POSTS = 16

/** One commit with 40 operations: a release of many images at once, posts among them, and changes to what was there. */
export async function playBatch(farid) {
  const base = imageManifest('toolbox base')
  const old = imageManifest('toolbox old')
  await pushImage(farid, 'toolbox', 'base', base)
  await pushImage(farid, 'toolbox', 'old', old)

  const writes = []
  const published = []
  for (let i = 0; i < IMAGES; i++) {
    const image = imageManifest(`toolbox batch ${i}`)
    const blob = await uploadBlob(farid, image)
    writes.push(create('io.atcr.manifest', hexOf(image.digest), manifestRecord('toolbox', image, blob)))
    writes.push(create('io.atcr.tag', tagKey('toolbox', `batch-${i}`), tagRecord(farid, 'toolbox', `batch-${i}`, image)))
    published.push({ did: farid.did, repository: 'toolbox', tag: `batch-${i}`, digest: image.digest })
  }
  for (let i = 0; i < POSTS; i++) {
    const text = `toolbox release note ${i}`
    writes.push(create('app.bsky.feed.post', undefined, { $type: 'app.bsky.feed.post', text, createdAt: now() }))
  }
  const rebased = tagRecord(farid, 'toolbox', 'base', imageManifest('toolbox batch 0'))
  writes.push({ ...write('update', 'io.atcr.tag', tagKey('toolbox', 'base')), value: rebased })
  writes.push(write('delete', 'io.atcr.tag', tagKey('toolbox', 'old')))
  writes.push(write('delete', 'io.atcr.manifest', hexOf(old.digest)))
  writes.push(create('io.atcr.sailor.profile', 'self', { $type: 'io.atcr.sailor.profile', createdAt: now() }))

  const body = { repo: farid.did, writes }
  const { commit } = await farid.call('com.atproto.repo.applyWrites', { body })
  return { published, batch: { did: farid.did, ops: writes.length, commit: commit.cid, rev: commit.rev } }
}

const write = (action, collection, rkey) => ({ $type: `com.atproto.repo.applyWrites#${action}`, collection, rkey })

const create = (collection, rkey, value) => ({ ...write('create', collection, rkey), value })
