/** Calls one XRPC method. GET unless there is a `body` or `post`; an error answer throws with the server's own words. */
export async function xrpc(host, method, { params = {}, body, post = body !== undefined, type, token } = {}) {
  const url = new URL(`/xrpc/${method}`, host)
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined) url.searchParams.append(name, value)
  }
  const raw = body instanceof Uint8Array
  const headers = {}
  if (token) headers.authorization = `Bearer ${token}`
  if (body !== undefined) headers['content-type'] = type ?? 'application/json'
  const response = await fetch(url, {
    method: post ? 'POST' : 'GET',
    headers,
    body: body === undefined || raw ? body : JSON.stringify(body),
  })
  if (!response.ok) throw new XrpcError(method, response.status, await response.text())
  if (!(response.headers.get('content-type') ?? '').includes('json')) {
    return new Uint8Array(await response.arrayBuffer())
  }
  return response.json()
}

export class XrpcError extends Error {
  constructor(method, status, text) {
    const { error, message } = parsed(text)
    super(`${method}: ${status} ${error ?? ''} ${message ?? text}`)
    this.status = status
    this.code = error
  }
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
