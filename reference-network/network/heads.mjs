import { xrpc } from './xrpc.mjs'

/** What each PDS says, over its public interface, that its accounts hold now. */
export async function heads(network) {
  const accounts = []
  for (const pds of network.pds) {
    for (const repo of await listRepos(pds.url)) {
      accounts.push({ pds: pds.url, ...(await head(pds.url, repo)) })
    }
  }
  return { heads: accounts }
}

async function head(host, { did, active, status }) {
  const known = { did, active, status: status ?? null }
  if (!active) return { ...known, rev: null, commit: null, records: [] }
  const { cid, rev } = await xrpc(host, 'com.atproto.sync.getLatestCommit', { params: { did } })
  return { ...known, rev, commit: cid, records: await imageRecords(host, did) }
}

async function imageRecords(host, did) {
  const { collections } = await xrpc(host, 'com.atproto.repo.describeRepo', { params: { repo: did } })
  const records = []
  for (const collection of collections.filter((name) => name.startsWith('io.atcr.')).sort()) {
    let cursor
    do {
      const params = { repo: did, collection, limit: 100, reverse: true, cursor }
      const page = await xrpc(host, 'com.atproto.repo.listRecords', { params })
      for (const { uri, cid } of page.records) records.push({ collection, rkey: uri.split('/').at(-1), cid })
      cursor = page.cursor
    } while (cursor)
  }
  return records
}

async function listRepos(host) {
  const repos = []
  let cursor
  do {
    const page = await xrpc(host, 'com.atproto.sync.listRepos', { params: { limit: 500, cursor } })
    repos.push(...page.repos)
    cursor = page.cursor
  } while (cursor)
  return repos
}
