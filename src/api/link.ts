/** A legacy link, as HostConfig and endpoints have them in `Links` (moby `opts.ParseLink`). */
export interface Link {
  /** Name or id of the container it leads to. */
  readonly target: string
  readonly alias: string
}

/** `db:database`, `db`, or as inspected containers have it: `/db:/web/database`. */
export function readLink(text: string): Link {
  const [target = '', path = target] = text.replace(/^\//, '').split(':')
  return { target, alias: path.slice(path.lastIndexOf('/') + 1) }
}
