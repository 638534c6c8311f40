import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCapture } from './recording/capture.mjs'
import { captureReadme } from './recording/capture-readme.mjs'
import { checkCapture } from './recording/check.mjs'

process.env.LOG_ENABLED = 'false'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const OUT = path.resolve(HERE, process.argv[2] ?? '../captures/reference-pds')
const QUIET_MS = 2000

const { startNetwork } = await import('./network/reference-network.mjs')
const { Recorder } = await import('./recording/recorder.mjs')
const { playScenario } = await import('./scenario/play.mjs')

const network = await startNetwork()
try {
  await rm(OUT, { recursive: true, force: true })
  const relays = network.pds.map(({ url, name }) => ({ url, name }))
  const recorder = await Recorder.start({ relays, plcUrl: network.plc.url, directory: OUT })
  await Promise.race([playScenario(network), recorder.failed])
  await recorder.idle(QUIET_MS)
  await recorder.stop()

  const { counts, problems } = checkCapture(await readCapture(OUT))
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const { dependencies } = JSON.parse(await readFile(path.join(HERE, 'package.json'), 'utf8'))
  await writeFile(path.join(OUT, 'README.md'), captureReadme({ counts, dependencies, node: process.version }))
  process.stdout.write(`${JSON.stringify({ capture: path.relative(process.cwd(), OUT), frames: counts })}\n`)
} finally {
  await network.stop()
}
process.exit(0)
