import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Secp256k1Keypair } from '@atproto/crypto'
import { envToCfg, envToSecrets, PDS } from '@atproto/pds'
import { bindLoopback } from './loopback.mjs'

/** Starts a PDS named `name` (its handles end in `.name`) that knows no server but the given directory. */
export async function startPds({ name, plcUrl, directory }) {
  const { server, url } = await bindLoopback()
  const home = path.join(directory, name)
  await mkdir(path.join(home, 'blobs-tmp'), { recursive: true })

  const recoveryKey = await Secp256k1Keypair.create()
  const settings = {
    hostname: 'localhost',
    serviceDid: `did:web:${name}`,
    devMode: true,
    dataDirectory: home,
    blobstoreDiskLocation: path.join(home, 'blobs'),
    blobstoreDiskTmpLocation: path.join(home, 'blobs-tmp'),
    didPlcUrl: plcUrl,
    // Every read of a DID document asks the directory: a cached one would hide the key changes the scenario makes.
    didCacheStaleTTL: 0,
    didCacheMaxTTL: 0,
    recoveryDidKey: recoveryKey.did(),
    serviceHandleDomains: [`.${name}`],
    inviteRequired: false,
    rateLimitsEnabled: false,
    crawlers: [],
    jwtSecret: secret(),
    dpopSecret: secret(),
    adminPassword: secret(),
    plcRotationKeyK256PrivateKeyHex: secret(),
  }
  const config = envToCfg(settings)
  config.service.port = server
  config.service.publicUrl = url

  const pds = await PDS.create(config, envToSecrets(settings))
  await pds.start()
  return { name, url, did: config.service.did, ctx: pds.ctx, stop: () => pds.destroy() }
}

const secret = () => randomBytes(32).toString('hex')
