/**
 * A host and its domain. Up to docker 1.10 (API 1.22) the host's own name was both, `Hostname.Domainname`; later the
 * domain goes elsewhere, and who wants both in the name says so in Hostname
 * (moby `daemon/container_operations_unix.go` and CLI `runconfig/opts/parse.go` at v1.10.3 and v1.11.0).
 */
import { at, onObject } from './json-edit.ts'

/** What Linux takes for a name (bytes, HOST_NAME_MAX less one to stay clear of it). */
const LONGEST_NAME = 63

/** On a create request. */
export const withQualifiedHostname = onObject(body => {
  const { Hostname: host, Domainname: domain } = body
  if (typeof host !== 'string' || typeof domain !== 'string' || host === '' || domain === '') return body
  const name = `${host}.${domain}`
  return name.length > LONGEST_NAME ? body : { ...body, Hostname: name, Domainname: '' }
})

/** On an inspected container: the CLI of that time had split every name with a dot in it. */
export const withSplitHostname = at(
  'Config',
  onObject(config => {
    const { Hostname: name, Domainname: domain } = config
    if (typeof name !== 'string' || (domain !== undefined && domain !== '')) return config
    const dot = name.indexOf('.')
    if (dot <= 0 || dot === name.length - 1) return config
    return { ...config, Hostname: name.slice(0, dot), Domainname: name.slice(dot + 1) }
  }),
)
