import { xrpc } from '../network/xrpc.mjs'

const PASSWORD = 'correct horse battery staple'

/** One account as its owner's client sees it: its DID, where it lives now, and a session there. */
export class Account {
  constructor(pds, name, { did, handle, accessJwt }) {
    this.pds = pds
    this.name = name
    this.did = did
    this.handle = handle
    this.token = accessJwt
  }

  static async create(pds, name, options = {}) {
    const body = { ...registration(pds, name), ...options }
    const session = await xrpc(pds.url, 'com.atproto.server.createAccount', { body })
    return new Account(pds, name, session)
  }

  call(method, options = {}) {
    return xrpc(this.pds.url, method, { token: this.token, ...options })
  }

  async putRecord(collection, rkey, record) {
    const body = { repo: this.did, collection, rkey, record: { $type: collection, ...record } }
    return this.call('com.atproto.repo.putRecord', { body })
  }

  async deleteRecord(collection, rkey) {
    await this.call('com.atproto.repo.deleteRecord', { body: { repo: this.did, collection, rkey } })
  }

  async post(text) {
    const collection = 'app.bsky.feed.post'
    const record = { $type: collection, text, createdAt: now() }
    return this.call('com.atproto.repo.createRecord', { body: { repo: this.did, collection, record } })
  }

  async changeHandle(name) {
    this.handle = `${name}${domain(this.pds)}`
    await this.call('com.atproto.identity.updateHandle', { body: { handle: this.handle } })
  }

  async deactivate() {
    await this.call('com.atproto.server.deactivateAccount', { body: {} })
  }

  async activate() {
    await this.call('com.atproto.server.activateAccount', { post: true })
  }

  async delete() {
    const token = await this.emailToken('delete_account')
    await this.call('com.atproto.server.deleteAccount', { body: { did: this.did, password: PASSWORD, token } })
  }

  /** The code a PDS would send by email. There is no mail here, so it is read where the PDS makes it. */
  emailToken(purpose) {
    return this.pds.ctx.accountManager.createEmailToken(this.did, purpose)
  }
}

export function registration(pds, name) {
  return { handle: `${name}${domain(pds)}`, email: `${name}@example.com`, password: PASSWORD }
}

export const now = () => new Date().toISOString()

const domain = (pds) => `.${pds.name}`
