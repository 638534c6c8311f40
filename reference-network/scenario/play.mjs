import { setTimeout as sleep } from 'node:timers/promises'
import { Account } from './account.mjs'
import { playDeletion, playHandleChange, playPause } from './account-states.mjs'
import { playBatch } from './batch.mjs'
import { playMigration } from './migration.mjs'
import { playMultiArch } from './multi-arch.mjs'
import { playRotation } from './rotation.mjs'
import { playSingleImages } from './single-images.mjs'

/** Long enough for someone who follows the stream to look an identity up again before the story goes on. */
const OBSERVER_PAUSE_MS = 600

const CAST = {
  'pds-one.test': ['anna', 'bruno', 'chiara', 'dmitri', 'elena'],
  'pds-two.test': ['farid', 'greta', 'hugo', 'ines'],
}

/** Plays the whole story on a fresh network. Returns what happened, for tests to compare with. */
export async function playScenario(network) {
  const stage = { settle: () => settle(network) }
  const cast = await createCast(network)
  const { anna, bruno, chiara, dmitri, elena, farid, greta, hugo, ines } = cast
  const accounts = Object.values(cast).map(({ name, did, pds }) => ({ name, did, pds: pds.url }))

  const facts = [
    await playSingleImages(anna),
    await postOnly(chiara, 'Rain again in Trieste.', 'Does anyone sell good rope?'),
    await playMultiArch(bruno),
    await postOnly(ines, 'Looking for crew.'),
    await playBatch(farid),
    await playRotation(dmitri, stage),
    await playHandleChange(bruno, stage),
    await playPause(greta, stage),
    await postOnly(chiara, 'Sun at last.'),
    await playMigration(elena, network.pds[1], stage),
    await playDeletion(hugo, stage),
    await postOnly(ines, 'Crew found.'),
  ]
  await stage.settle()
  return { accounts, ...Object.assign({}, ...facts), published: facts.flatMap((fact) => fact.published ?? []) }
}

async function createCast(network) {
  const cast = {}
  for (const pds of network.pds) {
    for (const name of CAST[pds.name]) cast[name] = await Account.create(pds, name)
  }
  return cast
}

async function postOnly(account, ...texts) {
  for (const text of texts) await account.post(text)
  return {}
}

/** Waits until the PDSes have sent all their events and observers had time to react to them. */
export async function settle({ pds }) {
  for (const { ctx } of pds) {
    const last = (await ctx.sequencer.curr()) ?? 0
    while (ctx.sequencer.lastSeen < last) await sleep(10)
  }
  await sleep(OBSERVER_PAUSE_MS)
}
