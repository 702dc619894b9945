/** Headers that the edge adds to responses, and the names of those that replace the origin's. */
export interface ResponseHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly overriding: readonly string[];
}
