import { readCapture } from './recording/capture.mjs'
import { verifyCapture } from './recording/verify.mjs'

const [directory] = process.argv.slice(2)
if (!directory) {
  process.stderr.write('usage: node verify-capture.mjs DIR\n')
  process.exit(64)
}
const rows = await verifyCapture(await readCapture(directory))
for (const { host, seq, type, did, rev, ops, key, signedWith, revAgrees } of rows) {
  const result = `signed with ${signedWith}, rev ${revAgrees ? 'agrees' : 'DIFFERS'}`
  process.stdout.write(`${host} ${seq} ${type} ${did} ${rev} ops=${ops} …${key?.slice(-8)} ${result}\n`)
}
const failed = rows.filter(({ type, signedWith }) => type === '#commit' && signedWith !== 'key').length
process.stdout.write(`${rows.length} commits, ${failed} of a #commit whose signature does not verify\n`)
process.exitCode = failed > 0 ? 1 : 0
