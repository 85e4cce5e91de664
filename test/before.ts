/** Runs once before all tests: they then begin side by side with everything installed. What cannot be had they say themselves. */
import { allClients, clientUnavailable } from './clients/install.ts'
import { daemonsUnavailable } from './daemon/daemon.ts'

try {
  daemonsUnavailable()
  for (const client of allClients) clientUnavailable(client)
} catch (error) {
  console.error(String(error))
}
