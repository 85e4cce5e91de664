/** Started as systemd would: takes the sockets passed to it, and says where they listen or why there are none. */
import { parseListenAddress } from '../../src/listen/address.ts'
import { bindListeners } from '../../src/listen/listener.ts'
import { answering, PLAIN } from './connections.ts'

const listeners = process.argv.slice(2).map(name => ({ name, address: parseListenAddress(name) }))
try {
  const bound = await bindListeners(listeners, PLAIN, answering())
  console.log(JSON.stringify(bound.map(({ name, address }) => [name, address])))
} catch (error) {
  console.log(JSON.stringify(error instanceof Error ? error.message : error))
}
