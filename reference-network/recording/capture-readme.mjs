const NAMED = ['@atproto/pds', '@did-plc/server']

/** The page that goes with a capture: how it was made and what is in it. */
export function captureReadme({ counts, dependencies, node }) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const packages = NAMED.map((name) => `\`${name}\` ${dependencies[name]}`).join(' and ')
  const rows = Object.entries(counts).map(([type, count]) => `| \`${type}\` | ${count} |`)
  return `# Traffic of the official PDS

Recorded from two PDSes and one PLC directory running ${packages} on Node ${node.slice(1)}, by \`npm run capture\` in
\`reference-network/\`. Do not edit the files; make them anew. Keys, DIDs, times and ports differ in every recording,
image digests, record keys and the order of events on a host do not.

- \`frames.cborseq\`: RFC 8742 sequence of \`[host, seq, received_at µs, frame bytes]\` in order of arrival
- \`identities.jsonl\`: what the directory answered, each time a DID was first seen, at each \`#identity\`, and at the end

| frames | ${total} |
| --- | --- |
${rows.join('\n')}

## What happens in it

On \`pds-one.test\`:
- **anna** publishes \`webshop\`: profile, two releases, tag \`latest\` moved, a manifest record updated (same digest, other
  hold), a nightly build pushed and deleted with its tag, profile updated; posts in between
- **bruno** publishes \`edge/gateway\` for two platforms (children, then the index), an artifact about it; changes handle;
  publishes again
- **chiara** only ever posts
- **dmitri** publishes \`ledger\`, has the signing key replaced by a PLC operation, publishes again with the new key
- **elena** publishes \`ferry\`, moves to \`pds-two.test\` keeping the DID, publishes again from there

On \`pds-two.test\`:
- **farid** publishes \`toolbox\`, then changes 40 records in one commit: manifests, tags, posts, an update, two deletions
- **greta** publishes \`clock\`, is deactivated, reactivated, and publishes again
- **hugo** publishes \`relic\`, deletes the account, and gives up the DID (a PLC tombstone: the document is gone, the log stays)
- **ines** only ever posts
`
}
