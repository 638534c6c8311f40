import { artifactManifest, imageIndex, imageManifest } from './oci.mjs'
import { pushImage, pushManifest, pushTag } from './push.mjs'

/** A multi-platform image as registry clients push it: the children, then the index over them, then the tag. */
export async function playMultiArch(bruno) {
  const children = [
    { os: 'linux', architecture: 'amd64', image: imageManifest('gateway 2.0.0 linux/amd64') },
    { os: 'linux', architecture: 'arm64', image: imageManifest('gateway 2.0.0 linux/arm64') },
  ]
  const published = []
  for (const { image } of children) published.push(await pushManifest(bruno, 'edge/gateway', image))
  const index = imageIndex(children)
  published.push(await pushImage(bruno, 'edge/gateway', '2.0.0', index))
  await pushTag(bruno, 'edge/gateway', 'stable', index)
  published.push(await pushManifest(bruno, 'edge/gateway', artifactManifest('gateway 2.0.0', index)))
  return { published, index: { digest: index.digest, children: children.map(({ image }) => image.digest) } }
}
