import t from 'tap'
import { apiVersionOfCli } from '../../src/api/cli-releases.ts'

t.test('CLIs up to 1.12 speak the version of their release', async t => {
  const releases = {
    '0.3.3': '1.0',
    '0.3.4': '1.1',
    '0.4.0': '1.1',
    '0.4.1': '1.2',
    '0.4.4': '1.2',
    '0.4.5': '1.3',
    '0.5.0': '1.3',
    '0.5.1': '1.4',
    '0.6.1': '1.4',
    '0.6.2': '1.5',
    '0.6.3': '1.5',
    '0.6.4': '1.6',
    '0.6.6': '1.6',
    '0.6.7': '1.7',
    '0.7.0': '1.7',
    '0.7.1': '1.8',
    '0.7.6': '1.8',
    '0.8.1': '1.9',
    '0.9.0': '1.10',
    '0.10.0': '1.10',
    '0.11.1': '1.11',
    '0.12.0': '1.12',
    '1.0.1': '1.12',
    '1.1.2': '1.13',
    '1.2.0': '1.14',
    '1.3.3': '1.15',
    '1.4.1': '1.16',
    '1.5.0': '1.17',
    '1.6.2': '1.18',
    '1.7.1': '1.19',
    '1.8.3': '1.20',
    '1.9.1': '1.21',
    '1.10.3': '1.22',
    '1.11.2': '1.23',
    '1.12.6': '1.24',
  }
  for (const [release, version] of Object.entries(releases)) {
    t.equal(apiVersionOfCli(`Docker-Client/${release}`), version, release)
  }
})

t.test('what follows the release does not count', async t => {
  t.equal(apiVersionOfCli('Docker-Client/1.8.3 (linux)'), '1.20')
  t.equal(apiVersionOfCli('Docker-Client/1.7.1.fc22 (linux)'), '1.19')
  t.equal(apiVersionOfCli('Docker-Client/1.10.0-rc1 (windows)'), '1.22')
})

t.test('CLIs that negotiate, other programs and nonsense have none', async t => {
  for (const userAgent of [
    'Docker-Client/1.13.0 (linux)',
    'Docker-Client/17.06.0-ce (linux)',
    'Docker-Client/28.5.2 (linux)',
    'Docker-Client/0.3.2',
    'Docker-Client/1.9',
    'Docker-Client/unknown-version (linux)',
    'docker/1.9.1 go/go1.4.2',
    'Go 1.1 package http',
    'docker-py/1.10.6',
    'curl/7.88 Docker-Client/1.9.1',
    '',
  ]) {
    t.equal(apiVersionOfCli(userAgent), undefined, userAgent)
  }
})
