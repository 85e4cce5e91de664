import type { Registry } from '../../daemon/registry.ts'
import { tar } from '../../daemon/tar.ts'
import { LABEL, type Make } from './make.ts'

/** Every instruction that leaves something to be seen in an image's configuration. */
const DOCKERFILE = `FROM busybox:latest
LABEL ${LABEL}=image flavour=sweet
ENV GREETING=hello PATH=/bin
EXPOSE 80/tcp 53/udp
VOLUME /records
WORKDIR /tmp
USER root
STOPSIGNAL SIGINT
SHELL ["/bin/sh", "-ec"]
HEALTHCHECK --interval=30s --retries=2 CMD true
ONBUILD RUN true
RUN echo made > /made
COPY note /note
ENTRYPOINT ["/bin/sh"]
CMD ["-c", "true"]
`

export async function createImages(make: Make, registry: Registry): Promise<Record<string, string>> {
  const context = tar([
    { name: 'Dockerfile', content: DOCKERFILE },
    { name: 'note', content: 'a note\n' },
  ])
  await make('POST', `/build?version=1&t=full:1&rm=1&forcerm=1&networkmode=host`, undefined, context)
  await make('POST', '/images/full:1/tag?repo=full&tag=also')
  // Without a name: dangling.
  const layer = tar([{ name: 'only', content: 'nameless\n' }])
  await make('POST', '/images/create?fromSrc=-', undefined, layer)
  // With a digest.
  const pulled = `${registry.address}/box`
  await make('POST', `/images/busybox/tag?repo=${pulled}&tag=1`)
  await make('POST', `/images/${pulled}/push?tag=1`)
  const id = async (name: string) => (await make('GET', `/images/${name}/json`)).json<{ Id: string }>().Id
  return { busybox: await id('busybox'), full: await id('full:1') }
}
