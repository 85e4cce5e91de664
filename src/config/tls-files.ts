/** PEM files named by options, read and tried out, so that a wrong one is found before anything listens or dials. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { systemReason } from '../listen/errors.ts'
import { ConfigError } from './errors.ts'

/** The path of a PEM file, and how its option is called where it was given. */
export interface PemFile {
  readonly path: string
  readonly where: string
}

export interface KeyPair {
  readonly cert: Buffer
  /** Secret: not for logs. */
  readonly key: Buffer
}

/** OpenSSL takes a file without any certificate for an empty list, and then trusts nobody. Throws ConfigError. */
export function readCertificates(file: PemFile): Buffer {
  return readPem(file, 'no certificate (PEM)', pem => new X509Certificate(pem))
}

/** Throws ConfigError. */
export function readKeyPair(certFile: PemFile, keyFile: PemFile): KeyPair {
  const cert = readCertificates(certFile)
  const key = readPem(keyFile, 'no private key (PEM, without a passphrase)', createPrivateKey)
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    throw new ConfigError(
      'unusable-tls',
      `${keyFile.where}: ${keyFile.path} is not the key of the certificate in ${certFile.path}; give the two that belong together.`,
    )
  }
  return { cert, key }
}

function readPem({ path, where }: PemFile, lacks: string, check: (pem: Buffer) => unknown): Buffer {
  let pem: Buffer
  try {
    pem = readFileSync(path)
  } catch (error) {
    throw new ConfigError(
      'unreadable-file',
      `${where}: ${path} cannot be read: ${systemReason(error)}.`,
      error,
    )
  }
  try {
    check(pem)
    return pem
  } catch (error) {
    throw new ConfigError('unusable-tls', `${where}: there is ${lacks} in ${path}.`, error)
  }
}
