/**
 * `docker pull 127.0.0.1:5000/foo:1` of docker up to 0.4.8 cuts at the first colon and sends `5000/foo:1` for the tag (moby
 * `commands.go` at v0.4.8, CmdPull). No tag holds a slash, so what was cut can be told and joined again.
 */
export function repositoryWithPort(query: URLSearchParams): URLSearchParams {
  const tag = query.get('tag') ?? ''
  if (!tag.includes('/')) return query
  const [, repository = '', rest = ''] =
    /^(.*?)(?::([^:/]*))?$/.exec(`${query.get('fromImage')}:${tag}`) ?? []
  const joined = new URLSearchParams(query)
  joined.set('fromImage', repository)
  joined.set('tag', rest)
  return joined
}
