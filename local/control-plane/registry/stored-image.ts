/** An image of a repository. Digests are `sha256:` and 64 hexadecimal digits, times milliseconds since the epoch. */
export interface StoredImage {
  /** Of the manifest. */
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string;
  readonly tags: readonly string[];
  readonly pushedAt: number;
}
