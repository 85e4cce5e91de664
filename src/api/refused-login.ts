/** How a daemon of today tells that a registry refuses a login: 401 from the token server, and 500 from a registry without one. */
const BASIC_AUTH_REFUSED = /^login attempt to \S+ failed with status: 401/

export const isRefusedLogin = ({
  status,
  message,
}: {
  readonly status: number
  readonly message: string
}): boolean => status === 401 || BASIC_AUTH_REFUSED.test(message)

/** What daemons up to docker 1.5 said of it (moby `registry/auth.go` at v1.5.0). */
export const WRONG_LOGIN = 'Wrong login/password, please try again'
