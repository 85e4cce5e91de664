/** Whom a rule is about. Every part that is given has to fit; in each of them, one of its values. */
import { BlockList, isIPv6 } from 'node:net'
import { globs } from './glob.ts'
import type { Identity } from './identity.ts'

export interface Who {
  readonly listener?: readonly string[]
  readonly cn?: readonly string[]
  /** With the type in front, as in `Identity`. */
  readonly san?: readonly string[]
  readonly uid?: readonly number[]
  readonly gid?: readonly number[]
  /** IDs of containers. */
  readonly container?: readonly string[]
  /** Addresses and networks: `10.0.0.0/8`, `::1`. */
  readonly address?: readonly string[]
}

export type WhoMatcher = (identity: Identity) => boolean

export function compileWho(who: Who): WhoMatcher {
  const tests: WhoMatcher[] = []
  const among = (
    patterns: readonly string[] | undefined,
    texts: (identity: Identity) => readonly string[],
  ) => {
    if (patterns === undefined) return
    const matches = globs(patterns)
    tests.push(identity => texts(identity).some(matches))
  }
  among(who.listener, ({ listener }) => [listener])
  among(who.cn, ({ tls }) => (tls?.commonName ? [tls.commonName] : []))
  among(who.san, ({ tls }) => tls?.subjectAltNames ?? [])
  among(who.container, ({ unix }) => (unix?.containerId ? [unix.containerId] : []))
  const { uid, gid, address } = who
  if (uid !== undefined) tests.push(({ unix }) => unix !== undefined && uid.includes(unix.uid))
  if (gid !== undefined) tests.push(({ unix }) => unix !== undefined && gid.includes(unix.gid))
  if (address !== undefined) {
    const list = blockList(address)
    tests.push(identity => identity.address !== undefined && isListed(list, identity.address))
  }
  // A connection keeps its identity, so each is looked at once.
  const known = new WeakMap<Identity, boolean>()
  return identity => {
    const fits = known.get(identity) ?? tests.every(test => test(identity))
    known.set(identity, fits)
    return fits
  }
}

/** Throws for what is no address. */
export function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address, prefix] = network.split('/')
    const family = isIPv6(address!) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address!, family)
    else if (/^\d{1,3}$/.test(prefix)) list.addSubnet(address!, Number(prefix), family)
    else throw new Error(`${network} is no network`)
  }
  return list
}

/** A listener on `::` sees clients of IPv4 as `::ffff:10.0.0.1`, which BlockList knows; a zone (`fe80::1%eth0`) it does not. */
function isListed(list: BlockList, address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  return list.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4')
}
