/** Headers of answers in nginx: maps beside the servers, and directives in a location. */
export interface RenderedHeaders {
  readonly maps: readonly (readonly string[])[];
  readonly lines: readonly string[];
}

/** The variable that has a header of the origin's answer. */
export function upstreamHeader(name: string): string {
  return `$upstream_http_${name.toLowerCase().replaceAll('-', '_')}`;
}
