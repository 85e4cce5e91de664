/** Files in and out of containers (`docker cp`). */
import { tar } from '../../daemon/tar.ts'
import { calls, type OneCall, plays } from '../scenario.ts'

const paths: Record<string, string> = {
  file: '/added',
  directory: '/dir',
  link: '/dir/link',
  'not there': '/nowhere/at/all',
  'not ASCII': `/dir/${encodeURIComponent('é')}`,
  'file as a directory': '/added/',
  relative: 'added',
  'bound file': '/bound',
}

function each(method: string, read: 'tar' | 'guess'): Record<string, OneCall> {
  return Object.fromEntries(
    Object.entries(paths).map(([name, path]) => {
      const container = name === 'bound file' ? 'full' : 'changed'
      return [name, { method, path: `/containers/${container}/archive?path=${path}`, read }]
    }),
  )
}

const archive = tar([{ name: 'put', content: 'put here\n', mode: 0o600 }])

export const archives = [
  ...calls('ContainerArchive', {
    ...each('GET', 'tar'),
    'no path': '/containers/changed/archive',
    nowhere: '/containers/nowhere/archive?path=/x',
    running: { path: '/containers/running/archive?path=/etc/passwd', read: 'tar' },
  }),
  ...calls('ContainerArchiveInfo', {
    ...each('HEAD', 'guess'),
    nowhere: { method: 'HEAD', path: '/containers/nowhere/archive?path=/x' },
    'no path': { method: 'HEAD', path: '/containers/changed/archive' },
  }),
  ...plays('PutContainerArchive', {
    'a file': async side => {
      const put = (path: string, body: Buffer | string, query = '') =>
        side.ask({ method: 'PUT', path: `/containers/created/archive?path=${path}${query}`, body })
      await put('/tmp', archive)
      await put('/tmp', archive, '&noOverwriteDirNonDir=1')
      await put('/tmp', archive, '&copyUIDGID=1')
      await side.look({ path: '/containers/created/archive?path=/tmp/put', read: 'tar' })
      await put('/nowhere', archive)
      await put('/bin/busybox', archive)
      await put('/tmp', 'this is no archive')
      await side.ask({ method: 'PUT', path: '/containers/created/archive', body: archive })
      await side.ask({ method: 'PUT', path: '/containers/nowhere/archive?path=/', body: archive })
    },
  }),
  ...calls('ContainerCopy', {
    'a file': { method: 'POST', path: '/containers/changed/copy', json: { Resource: '/added' }, read: 'tar' },
    'not there': { method: 'POST', path: '/containers/changed/copy', json: { Resource: '/nowhere' } },
    'no path': { method: 'POST', path: '/containers/changed/copy', json: {} },
    nowhere: { method: 'POST', path: '/containers/nowhere/copy', json: { Resource: '/x' } },
  }),
]
