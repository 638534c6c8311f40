import { createHash } from 'node:crypto'
import { now } from './account.mjs'
import { hexOf } from './oci.mjs'

export const HOLD_DID = 'did:web:hold.example.com'

/** Pushes one manifest the way ATCR does: its exact bytes as a blob, then the record that names them. */
export async function pushManifest(account, repository, image, fields = {}) {
  const blob = await uploadBlob(account, image)
  const record = { ...manifestRecord(repository, image, blob), ...fields }
  const { uri, cid } = await account.putRecord('io.atcr.manifest', hexOf(image.digest), record)
  return { did: account.did, repository, digest: image.digest, uri, cid }
}

export async function uploadBlob(account, image) {
  const options = { body: image.bytes, type: image.mediaType, post: true }
  const { blob } = await account.call('com.atproto.repo.uploadBlob', options)
  if (blob.ref.$link !== rawCid(image.bytes)) {
    throw new Error(`the PDS stored ${blob.ref.$link} for ${image.digest}`)
  }
  return blob
}

export function manifestRecord(repository, image, blob) {
  const { config, layers, manifests, subject, annotations } = image.content
  const record = {
    $type: 'io.atcr.manifest',
    repository,
    digest: image.digest,
    mediaType: image.mediaType,
    schemaVersion: image.content.schemaVersion,
    manifestBlob: blob,
    holdDid: HOLD_DID,
    config,
    layers,
    manifests,
    subject,
    annotations,
    createdAt: now(),
  }
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}

export async function pushTag(account, repository, tag, image) {
  const { uri, cid } = await account.putRecord('io.atcr.tag', tagKey(repository, tag), tagRecord(account, repository, tag, image))
  return { did: account.did, repository, tag, digest: image.digest, uri, cid }
}

export function tagRecord(account, repository, tag, image) {
  const manifest = `at://${account.did}/io.atcr.manifest/${hexOf(image.digest)}`
  return { $type: 'io.atcr.tag', repository, tag, manifest, updatedAt: now() }
}

export const tagKey = (repository, tag) => `${repository.replaceAll('/', '~')}_${tag}`

export async function pushImage(account, repository, tag, image) {
  const manifest = await pushManifest(account, repository, image)
  const { uri } = await pushTag(account, repository, tag, image)
  return { ...manifest, tag, tagUri: uri }
}

/** CIDv1, raw, sha-256: the address ATProto gives to a blob, and the same hash as the OCI digest. */
function rawCid(bytes) {
  const cid = Buffer.concat([Buffer.from([0x01, 0x55, 0x12, 0x20]), createHash('sha256').update(bytes).digest()])
  return `b${base32(cid)}`
}

function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const digits = bits.match(/.{1,5}/g).map((group) => parseInt(group.padEnd(5, '0'), 2))
  return digits.map((digit) => 'abcdefghijklmnopqrstuvwxyz234567'[digit]).join('')
}
