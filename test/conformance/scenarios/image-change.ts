/** Tagging, deleting, committing, importing, loading and pruning images. */
import type { Answer } from '../../daemon/http.ts'
import { tar } from '../../daemon/tar.ts'
import { calls, filters, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const post = (path: string, json?: object) => ({ method: 'POST', path, ...(json ? { json } : {}) })

const layer = tar([{ name: 'new', content: 'only here\n' }])

/** Ids in the answer are this side's own. */
function ownImage(side: Side, answer: Answer): string {
  const id = /[0-9a-f]{64}/.exec(answer.text())?.[0] ?? ''
  side.own(id, 'image')
  if (id) side.later(() => side.tidy({ method: 'DELETE', path: `/images/${id}?force=1` }))
  return id
}

/** Parents and layers that are made anew each time. */
async function lookAtImage(side: Side, id: string): Promise<void> {
  if (id) await side.look(`/images/${id}/json`)
}

async function importLayer(side: Side, query: string, ask = true): Promise<string> {
  const request = { method: 'POST', path: `/images/create?fromSrc=-${query}`, body: layer }
  return ownImage(side, ask ? await side.ask(request) : await side.tidy(request))
}

export const imageChange = [
  ...plays('ImageTag', {
    'a new name': async side => {
      side.later(() => side.tidy({ method: 'DELETE', path: '/images/tagged:new' }))
      await side.ask(post('/images/busybox/tag?repo=tagged&tag=new'))
      await side.ask(post('/images/busybox/tag?repo=tagged&tag=new'))
      await side.ask(post('/images/full:1/tag?repo=tagged&tag=new'))
      await side.ask(post('/images/full:1/tag?repo=tagged&tag=new&force=1'))
    },
  }),
  ...calls('ImageTag', {
    nowhere: post('/images/nowhere/tag?repo=x'),
    'no name': post('/images/busybox/tag'),
    'bad name': post('/images/busybox/tag?repo=UPPER'),
    'bad tag': post('/images/busybox/tag?repo=x&tag=a%20b'),
    'an id as a name': post('/images/busybox/tag?repo=sha256'),
  }),
  ...plays('ImageDelete', {
    'one of two names': async side => {
      await side.tidy(post('/images/busybox/tag?repo=doomed'))
      await side.ask({ method: 'DELETE', path: '/images/doomed' })
      await side.ask({ method: 'DELETE', path: '/images/doomed' })
    },
    'with its layers': async side => {
      await importLayer(side, '&repo=doomed', false)
      await side.ask({ method: 'DELETE', path: '/images/doomed?noprune=1' })
    },
    'with a platform': async side => {
      await importLayer(side, '&repo=doomed', false)
      const platform = encodeURIComponent('{"os":"linux","architecture":"arm64"}')
      await side.ask({ method: 'DELETE', path: `/images/doomed?platforms=${platform}` })
    },
  }),
  ...calls('ImageDelete', {
    nowhere: { method: 'DELETE', path: '/images/nowhere' },
    'bad platform': { method: 'DELETE', path: '/images/nowhere?platforms=x' },
    'in use': world => ({ method: 'DELETE', path: `/images/${world.images.busybox}` }),
    'with two names': world => ({ method: 'DELETE', path: `/images/${world.images.full}` }),
    'bad name': { method: 'DELETE', path: '/images/UPPER' },
  }),
  ...plays('ImageCommit', {
    plain: async side => {
      const committed = await side.ask(
        post('/commit?container=changed&repo=committed&tag=1&author=a&comment=c'),
      )
      await lookAtImage(side, ownImage(side, committed))
    },
    'of one that runs, without a pause': async side => {
      const committed = await side.ask(post('/commit?container=running&pause=0'))
      await lookAtImage(side, ownImage(side, committed))
    },
    'with changes and a configuration': async side => {
      const changes = encodeURIComponent('ENV X=y\nEXPOSE 99')
      const json = {
        Cmd: ['date'],
        Env: ['Z=1'],
        Labels: { a: 'b' },
        Hostname: 'h',
        Healthcheck: { Test: ['NONE'] },
      }
      const committed = await side.ask(post(`/commit?container=created&changes=${changes}`, json))
      await lookAtImage(side, ownImage(side, committed))
    },
  }),
  ...calls('ImageCommit', {
    nowhere: post('/commit?container=nowhere'),
    'no container': post('/commit'),
    'bad name': post('/commit?container=created&repo=UPPER'),
    'bad change': post(`/commit?container=created&changes=${encodeURIComponent('NONSENSE x')}`),
    'no JSON': {
      ...post('/commit?container=created'),
      body: '{',
      headers: { 'Content-Type': 'application/json' },
    },
  }),
  ...plays('ImageCreate', {
    'import with a name': async side => lookAtImage(side, await importLayer(side, '&repo=imported&tag=1')),
    'import with changes': async side => {
      const changes = encodeURIComponent('CMD ["date"]')
      await lookAtImage(
        side,
        await importLayer(side, `&message=hello&changes=${changes}&platform=linux/amd64`),
      )
    },
    'import of a foreign platform': async side =>
      lookAtImage(side, await importLayer(side, '&platform=linux/arm64')),
    'import of a bad platform': async side => lookAtImage(side, await importLayer(side, '&platform=a/b/c/d')),
    'import of nothing': async side => {
      ownImage(side, await side.ask(post('/images/create?fromSrc=-&repo=nothing')))
    },
  }),
  ...calls('ImageCreate', {
    'import of no archive': { ...post('/images/create?fromSrc=-'), body: 'no archive' },
    'import to a bad name': { ...post('/images/create?fromSrc=-&repo=UPPER'), body: layer },
    'import with a bad change': { ...post('/images/create?fromSrc=-&changes=NONSENSE%20x'), body: layer },
    'import from nowhere': post('/images/create?fromSrc=http://127.0.0.1:1/x'),
    'neither import nor pull': post('/images/create'),
  }),
  ...plays('ImageLoad', {
    'what was saved': async side => {
      const saved = await side.tidy({ path: '/images/busybox/get' })
      const load = (query: string) =>
        side.ask({ method: 'POST', path: `/images/load${query}`, body: saved.body })
      await load('')
      await load('?quiet=1')
      await load(`?quiet=1&platform=${encodeURIComponent('{"os":"linux","architecture":"amd64"}')}`)
    },
  }),
  ...calls('ImageLoad', {
    'no archive': { ...post('/images/load'), body: 'no archive' },
    'an archive of something else': { ...post('/images/load?quiet=1'), body: layer },
    'bad platform': { ...post('/images/load?platform=x'), body: layer },
    nothing: post('/images/load'),
  }),
  ...plays('ImagePrune', {
    labelled: async side => {
      await importLayer(side, `&changes=${encodeURIComponent('LABEL pruned=yes')}`, false)
      await side.ask(post(`/images/prune?${filters({ label: ['pruned=yes'] })}`))
      await side.ask(post(`/images/prune?${filters({ label: ['pruned=yes'], dangling: ['true'] })}`))
    },
    'by what it is not': async side => {
      await importLayer(side, `&changes=${encodeURIComponent('LABEL pruned=no')}`, false)
      const but = (label: string) =>
        filters({ label: ['pruned=no'], 'label!': [label], until: ['9999999999'] })
      await side.ask(post(`/images/prune?${but('pruned')}`))
      await side.ask(post(`/images/prune?${but('pruned=yes')}`))
    },
    'that is not dangling': async side => {
      await importLayer(side, `&repo=doomed&changes=${encodeURIComponent('LABEL pruned=yes')}`, false)
      await side.ask(post(`/images/prune?${filters({ label: ['pruned=yes'] })}`))
      await side.ask(post(`/images/prune?${filters({ label: ['pruned=yes'], dangling: ['false'] })}`))
    },
  }),
  ...calls(
    'ImagePrune',
    {
      'unknown filter': post(`/images/prune?${filters({ nonsense: ['x'] })}`),
      'dangling or what': post(`/images/prune?${filters({ dangling: ['maybe'] })}`),
      'bad time': post(`/images/prune?${filters({ until: ['x'] })}`),
    },
    { atATime: 1 },
  ),
]
