import { startDaemon } from '../daemon/daemon.ts'
import { STRICT } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'
import { KnownIds } from './known-ids.ts'
import { readRecording } from './recording.ts'
import { replay } from './replayer.ts'
const daemon = await startDaemon({ release: '28', env: STRICT, network: true })
const proxy = await startProxy(daemon.socket)
for (const release of process.argv.slice(2)) {
  const ids = new KnownIds()
  let same = 0
  for (const r of readRecording(release)) {
    const t0 = Date.now()
    const d = await replay(r, proxy.socket, ids)
    if (d.length === 0) same++
    else console.log(release, r.slug, `(${r.command.slice(0, 60)}) exit ${r.exit}`, Date.now() - t0, d.join('\n     ').slice(0, 700))
  }
  console.log(release, same, 'same')
}
await proxy.stop(); await daemon.stop(); process.exit(0)
