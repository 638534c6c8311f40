import { checkCapture } from './recording/check.mjs'
import { readCapture } from './recording/capture.mjs'

const [directory, ...rest] = process.argv.slice(2)
if (!directory || rest.length > 0) {
  process.stderr.write('usage: node check-capture.mjs DIR\n')
  process.exit(64)
}
try {
  const { counts, problems } = checkCapture(await readCapture(directory))
  process.stdout.write(`${JSON.stringify(counts)}\n`)
  for (const problem of problems) process.stderr.write(`check-capture: ${problem}\n`)
  process.exitCode = problems.length > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(`check-capture: ${directory}: ${error.message}\n`)
  process.exitCode = 2
}
