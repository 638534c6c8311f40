import { createHash } from 'node:crypto'

export const IMAGE_MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
export const IMAGE_INDEX = 'application/vnd.oci.image.index.v1+json'
const IMAGE_CONFIG = 'application/vnd.oci.image.config.v1+json'
const IMAGE_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip'

/** The manifest of an imaginary image: `seed` alone decides its content, so its digest is the same in every run. */
export function imageManifest(seed, { layers = 2 } = {}) {
  return encoded(IMAGE_MANIFEST, {
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    config: descriptor(IMAGE_CONFIG, `${seed} config`, 1470),
    layers: Array.from({ length: layers }, (_, i) => descriptor(IMAGE_LAYER, `${seed} layer ${i}`, 3_401_613 + i)),
    annotations: { 'org.opencontainers.image.title': seed },
  })
}

/** An index over manifests made by `imageManifest`, one for each platform. */
export function imageIndex(children) {
  return encoded(IMAGE_INDEX, {
    schemaVersion: 2,
    mediaType: IMAGE_INDEX,
    manifests: children.map(({ image, os, architecture }) => ({
      mediaType: image.mediaType,
      digest: image.digest,
      size: image.bytes.length,
      platform: { architecture, os },
    })),
  })
}

/** An artifact about another image, as a signing or SBOM tool would push it. */
export function artifactManifest(seed, subject) {
  return encoded(IMAGE_MANIFEST, {
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    artifactType: 'application/spdx+json',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: sha256('{}'), size: 2 },
    layers: [descriptor('application/spdx+json', `${seed} sbom`, 20_480)],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.bytes.length },
  })
}

export const hexOf = (digest) => digest.slice('sha256:'.length)

function encoded(mediaType, content) {
  const bytes = Buffer.from(JSON.stringify(content))
  return { mediaType, content, bytes, digest: sha256(bytes) }
}

const descriptor = (mediaType, content, size) => ({ mediaType, digest: sha256(content), size })

const sha256 = (content) => `sha256:${createHash('sha256').update(content).digest('hex')}`
