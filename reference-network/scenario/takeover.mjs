import { randomUUID } from 'node:crypto'
import { Secp256k1Keypair } from '@atproto/crypto'
import { xrpc } from '../network/xrpc.mjs'
import { Account, registration } from './account.mjs'
import { copyBlobs, copyRepository } from './migration.mjs'
import { imageManifest } from './oci.mjs'
import { pushImage } from './push.mjs'

const JWT_SECONDS = 60

/**
 * Somebody has found the recovery key that an account's owner enrolled, and hands operations in at the directory himself: no
 * rotation key is left that was there, and the account lives on a server of his choice, where he pushes an image.
 */
export async function playTakeover(network, { settle }) {
  const [home, den] = network.pds
  const recovery = await Secp256k1Keypair.create()
  const piotr = await Account.create(home, 'piotr', { recoveryKey: recovery.did() })
  const before = await pushImage(piotr, 'vault', '1', imageManifest('vault 1'))
  await settle()

  const thief = await Secp256k1Keypair.create()
  const passing = await Secp256k1Keypair.create()
  await home.ctx.plcClient.updateData(piotr.did, recovery, (last) => ({
    ...last,
    rotationKeys: [thief.did()],
    verificationMethods: { atproto: passing.did() },
    services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: den.url } },
  }))
  const seized = await createAtDen(piotr, den, passing)
  await copyRepository(piotr, seized)
  await copyBlobs(piotr, seized)
  const recommended = await seized.call('com.atproto.identity.getRecommendedDidCredentials')
  const rotationKeys = [thief.did(), ...recommended.rotationKeys]
  await home.ctx.plcClient.updateData(piotr.did, thief, (last) => ({ ...last, ...recommended, rotationKeys }))
  await seized.activate()
  await settle()

  const poisoned = await pushImage(seized, 'vault', '1', imageManifest('vault poisoned'))
  return { did: piotr.did, recoveryKey: recovery.did(), thiefKey: thief.did(), from: home.url, to: den.url, before, poisoned }
}

/** The server lets him in because he signs as the DID's document says the account does: that key is his own by now. */
async function createAtDen(piotr, den, key) {
  const lxm = 'com.atproto.server.createAccount'
  const token = await serviceToken({ iss: piotr.did, aud: den.did, lxm }, key)
  const body = { ...registration(den, piotr.name), did: piotr.did }
  return new Account(den, piotr.name, await xrpc(den.url, lxm, { token, body }))
}

async function serviceToken(claims, key) {
  const iat = Math.floor(Date.now() / 1000)
  const parts = [{ typ: 'JWT', alg: key.jwtAlg }, { ...claims, iat, exp: iat + JWT_SECONDS, jti: randomUUID() }]
  const signed = parts.map((part) => base64url(JSON.stringify(part))).join('.')
  return `${signed}.${base64url(await key.sign(Buffer.from(signed)))}`
}

const base64url = (data) => Buffer.from(data).toString('base64url')
