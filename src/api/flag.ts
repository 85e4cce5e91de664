/** Truth values in queries, as daemons have read them since 0.9 (moby `api/server/httputils/form.go` at v1.12.0, BoolValue). */

const FALSE_TEXTS: readonly string[] = ['', '0', 'no', 'false', 'none']

/** @param text a parameter's value; absent is false */
export function isFlagSet(text: string | null): boolean {
  return text !== null && !FALSE_TEXTS.includes(text.trim().toLowerCase())
}
