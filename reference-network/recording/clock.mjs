let last = 0

/** Microseconds since the epoch, never the same twice: frames and observations can be put in one order. */
export function nowMicros() {
  last = Math.max(last + 1, Math.round((performance.timeOrigin + performance.now()) * 1000))
  return last
}
