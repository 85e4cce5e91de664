/** What the measured daemon holds: containers to list, an image to export, a container to attach to. */
import { randomBytes } from 'node:crypto'
import { call } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'
import { tar } from '../daemon/tar.ts'

/** An answer of this many containers has about 200 KiB, as on a busy build machine. */
export const LISTED_CONTAINERS = 200
/** Long enough for a steady rate, short enough to be written and read several times. */
export const IMAGE_BYTES = 256 * 1024 * 1024
export const IMAGE = 'bench-image:latest'
export const RUNNING_CONTAINER = 'bench-running'

interface Target {
  readonly socket: string
}

/** Containers that were created and not started, with labels, mounts and a command as real ones have. */
export async function createListedContainers(daemon: Target): Promise<void> {
  await busyboxImage(daemon)
  for (let index = 0; index < LISTED_CONTAINERS; index++) {
    await post(daemon, `/containers/create?name=bench-listed-${index}`, {
      Image: 'busybox',
      Cmd: ['sh', '-c', 'while true; do sleep 1; done'],
      Labels: {
        'com.docker.compose.project': 'bench',
        'com.docker.compose.service': `service-${index % 10}`,
        'com.docker.compose.container-number': String(index),
      },
      HostConfig: { Binds: ['/tmp:/tmp:ro'], NetworkMode: 'none' },
    })
  }
}

/** Random bytes, so that nothing on the way can be faster by compressing them. */
export async function importLargeImage(daemon: Target): Promise<void> {
  const answer = await call(daemon.socket, {
    method: 'POST',
    path: '/images/create?fromSrc=-&repo=bench-image&tag=latest',
    headers: { 'Content-Type': 'application/x-tar' },
    body: tar([{ name: 'random', content: randomBytes(IMAGE_BYTES) }]),
  })
  if (answer.status !== 200) throw new Error(`the image could not be imported: ${answer.text()}`)
}

/** Reads its standard input and says nothing. */
export async function startRunningContainer(daemon: Target): Promise<void> {
  await post(daemon, `/containers/create?name=${RUNNING_CONTAINER}`, {
    Image: 'busybox',
    Cmd: ['cat'],
    OpenStdin: true,
    HostConfig: { NetworkMode: 'none' },
  })
  await post(daemon, `/containers/${RUNNING_CONTAINER}/start`)
}

async function post({ socket }: Target, path: string, json?: unknown): Promise<void> {
  const answer = await call(socket, { method: 'POST', path, ...(json !== undefined && { json }) })
  if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text()}`)
}
