/**
 * An image without a registry: busybox with all its applets, imported from a tar archive
 * (`POST /images/create?fromSrc=-`, in every API version).
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { call } from './http.ts'
import { type TarEntry, tar } from './tar.ts'

const BUSYBOX = '/bin/busybox'

let rootFilesystem: Buffer | undefined

/** Imports `reference` (default `busybox:latest`) into the daemon behind `socket`; returns the image's id. */
export async function busyboxImage(
  daemon: { readonly socket: string },
  reference = 'busybox:latest',
): Promise<string> {
  rootFilesystem ??= busyboxTar()
  const [repo = '', tag = 'latest'] = reference.split(/:(?=[^/]*$)/)
  const answer = await call(daemon.socket, {
    method: 'POST',
    path: `/images/create?fromSrc=-&repo=${encodeURIComponent(repo)}&tag=${tag}`,
    headers: { 'Content-Type': 'application/x-tar' },
    body: rootFilesystem,
  })
  const id = /sha256:[0-9a-f]{64}/.exec(answer.text())?.[0]
  if (answer.status !== 200 || !id) throw new Error(`busybox could not be imported: ${answer.text()}`)
  return id
}

/** The root filesystem of that image. */
export function busyboxTar(): Buffer {
  const applets = spawnSync(BUSYBOX, ['--list'], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean)
  const entries: TarEntry[] = [
    { name: 'bin/' },
    { name: 'etc/' },
    { name: 'tmp/', mode: 0o1777 },
    { name: 'etc/passwd', content: 'root:x:0:0:root:/root:/bin/sh\n' },
    { name: 'etc/group', content: 'root:x:0:\n' },
    { name: 'bin/busybox', content: readFileSync(BUSYBOX), mode: 0o755 },
    ...applets.filter(name => name !== 'busybox').map(name => ({ name: `bin/${name}`, link: 'busybox' })),
  ]
  return tar(entries)
}
