import { parseArgs } from 'node:util'
import { Recorder } from './recording/recorder.mjs'

const USAGE = `usage: node recorder.mjs --relay URL [--relay URL ...] --plc URL --out DIR
                        [--host-name URL=NAME ...] [--until-idle MS]
Records until SIGTERM, SIGINT, the end of stdin, or no frame for MS milliseconds.`

const options = readOptions()
let recorder
try {
  recorder = await Recorder.start(options)
  await Promise.race([options.untilIdle ? recorder.idle(options.untilIdle) : told(), recorder.failed])
  process.stdout.write(`${JSON.stringify({ frames: await recorder.stop() })}\n`)
} catch (error) {
  process.stderr.write(`recorder: ${error.message}\n`)
  await recorder?.stop()
  process.exit(1)
}
process.exit(0)

/** Resolves when we are told to stop. */
function told() {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
    process.stdin.once('end', resolve).resume()
  })
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        relay: { type: 'string', multiple: true },
        plc: { type: 'string' },
        out: { type: 'string' },
        'host-name': { type: 'string', multiple: true, default: [] },
        'until-idle': { type: 'string' },
      },
    })
    for (const name of ['relay', 'plc', 'out']) if (!values[name]) throw new Error(`--${name} is missing`)
    const untilIdle = values['until-idle'] === undefined ? 0 : Number(values['until-idle'])
    if (!Number.isInteger(untilIdle) || untilIdle < 0) throw new Error('--until-idle wants milliseconds')
    return { relays: relays(values), plcUrl: values.plc.replace(/\/$/, ''), directory: values.out, untilIdle }
  } catch (error) {
    process.stderr.write(`recorder: ${error.message}\n${USAGE}\n`)
    process.exit(64)
  }
}

function relays({ relay, 'host-name': aliases }) {
  const names = new Map(aliases.map((alias) => alias.split('=')))
  for (const url of names.keys()) if (!relay.includes(url)) throw new Error(`--host-name ${url} is not a --relay`)
  return relay.map((url) => ({ url, name: names.get(url) ?? new URL(url).host }))
}
