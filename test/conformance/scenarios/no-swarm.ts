/** What a daemon says that is in no swarm. */
import { calls } from '../scenario.ts'

const post = (path: string, json: object = {}) => ({ method: 'POST', path, json })

export const noSwarm = [
  ...calls('SwarmInspect', { 'no swarm': '/swarm' }),
  ...calls('SwarmUnlockkey', { 'no swarm': '/swarm/unlockkey' }),
  ...calls('SwarmUpdate', { 'no swarm': post('/swarm/update?version=1') }),
  ...calls('SwarmLeave', { 'no swarm': { method: 'POST', path: '/swarm/leave' } }),
  ...calls('SwarmUnlock', { 'no swarm': post('/swarm/unlock', { UnlockKey: 'x' }) }),
  ...calls('SwarmJoin', {
    'nobody there': post('/swarm/join', { ListenAddr: '127.0.0.1:2377', RemoteAddrs: [], JoinToken: '' }),
    'bad address': post('/swarm/join', {
      ListenAddr: 'nonsense',
      RemoteAddrs: ['127.0.0.1:1'],
      JoinToken: 'x',
    }),
  }),
  ...calls('SwarmInit', {
    'bad address': post('/swarm/init', { ListenAddr: 'nonsense' }),
    'no address': post('/swarm/init', { ListenAddr: '' }),
    'no JSON': {
      method: 'POST',
      path: '/swarm/init',
      body: '{',
      headers: { 'Content-Type': 'application/json' },
    },
  }),
  ...calls('NodeList', { 'no swarm': '/nodes' }),
  ...calls('NodeInspect', { 'no swarm': '/nodes/x' }),
  ...calls('NodeDelete', { 'no swarm': { method: 'DELETE', path: '/nodes/x' } }),
  ...calls('ServiceList', { 'no swarm': '/services' }),
  ...calls('ServiceInspect', { 'no swarm': '/services/x' }),
  ...calls('ServiceCreate', { 'no swarm': post('/services/create', { Name: 'x' }) }),
  ...calls('ServiceDelete', { 'no swarm': { method: 'DELETE', path: '/services/x' } }),
  ...calls('TaskList', { 'no swarm': '/tasks' }),
  ...calls('TaskInspect', { 'no swarm': '/tasks/x' }),
  ...calls('SecretList', { 'no swarm': '/secrets' }),
  ...calls('SecretInspect', { 'no swarm': '/secrets/x' }),
  ...calls('SecretCreate', { 'no swarm': post('/secrets/create', { Name: 'x', Data: '' }) }),
  ...calls('ConfigList', { 'no swarm': '/configs' }),
  ...calls('ConfigInspect', { 'no swarm': '/configs/x' }),
  ...calls('ConfigCreate', { 'no swarm': post('/configs/create', { Name: 'x', Data: '' }) }),
]
