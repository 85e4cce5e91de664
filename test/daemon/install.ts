/**
 * Brings the daemons which the tests run on this machine: docker 20.10 from Debian 12's own docker.io, docker 28 from the
 * docker.io of Debian forky, unpacked into a cache folder without being installed. `npx tsx test/daemon/install.ts`
 * does it ahead of a test run. Debian has no docker 29: whoever has one puts its path into `LONGSHORE_DOCKERD_29`; containerd
 * and runc, where it needs others than the machine's, are looked for in the same folder.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder, runApt, SYSTEM_PATH } from './apt.ts'

export const RELEASES = ['20.10', '28', '29'] as const
export type Release = (typeof RELEASES)[number]

export interface Binaries {
  readonly dockerd: string
  /** The docker CLI of that release, or of the one before it; another one may come first in PATH. */
  readonly cli: string
  /** Folders with docker-proxy, docker-init and containerd, first choice first. */
  readonly path: string
}

const forky = join(cacheFolder, 'forky')
const given = process.env.LONGSHORE_DOCKERD_29

const ofDebian: Readonly<Record<Exclude<Release, '29'>, Binaries>> = {
  '20.10': { dockerd: '/usr/sbin/dockerd', cli: '/usr/bin/docker', path: SYSTEM_PATH },
  '28': {
    dockerd: join(forky, 'usr/sbin/dockerd'),
    cli: join(forky, 'usr/bin/docker'),
    path: `${join(forky, 'usr/sbin')}:${join(forky, 'usr/bin')}:${SYSTEM_PATH}`,
  },
}

/** Throws where a release cannot be had. */
export function binariesOf(release: Release): Binaries {
  if (release !== '29') return ofDebian[release]
  if (given === undefined) throw new Error('LONGSHORE_DOCKERD_29 names no dockerd')
  return { dockerd: given, cli: ofDebian['28'].cli, path: `${dirname(given)}:${ofDebian['28'].path}` }
}

/** What has to exist, and the Debian package it comes in. */
const packages: Readonly<Record<string, string>> = {
  '/usr/sbin/dockerd': 'docker.io',
  '/usr/bin/docker': 'docker.io',
  '/usr/bin/containerd': 'containerd',
  '/usr/sbin/runc': 'runc',
  '/usr/bin/docker-init': 'docker.io',
  '/usr/sbin/iptables': 'iptables',
  '/bin/ip': 'iproute2',
  '/bin/busybox': 'busybox-static',
  '/usr/bin/docker-registry': 'docker-registry',
  '/usr/bin/openssl': 'openssl',
  '/bin/bzip2': 'bzip2',
  '/usr/bin/xz': 'xz-utils',
}

/** Installs what is absent. Returns why it cannot be had, or undefined when all is there. */
export function installDaemons(): string | undefined {
  if (process.platform !== 'linux') return 'dockerd only runs on Linux'
  if (process.getuid?.() !== 0) return 'dockerd must be started by root'
  if (!existsSync('/etc/debian_version')) return 'the daemons are Debian packages, and this is no Debian'
  if (allThere()) return undefined
  const failure = runApt(script())
  if (failure === undefined && allThere()) return undefined
  return `the daemons' Debian packages could not be had: ${failure}`
}

function allThere(): boolean {
  return [...Object.keys(packages), ...Object.values(ofDebian).flatMap(b => [b.dockerd, b.cli])].every(
    existsSync,
  )
}

function script(): string {
  const files = Object.keys(packages)
  const names = [...new Set(Object.values(packages))]
  return `
if ! ls ${files.join(' ')} >/dev/null 2>&1; then
  apt_install ${names.join(' ')}
fi
if ! test -x ${forky}/usr/sbin/dockerd -a -x ${forky}/usr/bin/docker; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  # apt fetches as user _apt, which must be able to write here.
  chmod 755 "$work"
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/debs"
  echo 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian forky main' >"$work/sources.list"
  options="-o Dir::Etc::sourcelist=$work/sources.list -o Dir::Etc::sourceparts=/dev/null -o Dir::State=$work/state -o Dir::State::status=/dev/null -o Dir::Cache=$work/cache -o APT::Sandbox::User=root"
  apt $options update
  cd "$work/debs"
  apt $options download docker.io docker-cli
  for deb in *.deb; do dpkg -x "$deb" "$work/x"; done
  rm -rf ${forky}
  mv "$work/x" ${forky}
fi
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reason = installDaemons()
  if (reason) {
    console.error(reason)
    process.exitCode = 1
  }
}
