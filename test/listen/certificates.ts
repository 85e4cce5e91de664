/** A certificate authority and what it signs, made by openssl. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Authority {
  readonly path: string
  readonly pem: Buffer
  sign(name: string): {
    readonly certPath: string
    readonly keyPath: string
    readonly cert: Buffer
    readonly key: Buffer
  }
}

const openssl = (...args: readonly string[]) =>
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const

export function createAuthority(directory: string, name = 'ca'): Authority {
  const path = join(directory, `${name}.pem`)
  const caKey = join(directory, `${name}-key.pem`)
  openssl('req', '-x509', ...NEW_KEY, '-subj', `/CN=${name}`, '-days', '2', '-keyout', caKey, '-out', path)
  return {
    path,
    pem: readFileSync(path),
    sign(subject) {
      const [certPath, keyPath, request, extensions] = ['cert', 'key', 'csr', 'ext'].map(kind =>
        join(directory, `${name}-${subject}-${kind}.pem`),
      ) as [string, string, string, string]
      writeFileSync(extensions, 'subjectAltName=IP:127.0.0.1,DNS:localhost\n')
      openssl('req', ...NEW_KEY, '-subj', `/CN=${subject}`, '-keyout', keyPath, '-out', request)
      openssl(
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        path,
        '-CAkey',
        caKey,
        '-CAcreateserial',
        '-days',
        '2',
        '-extfile',
        extensions,
        '-out',
        certPath,
      )
      return { certPath, keyPath, cert: readFileSync(certPath), key: readFileSync(keyPath) }
    },
  }
}
