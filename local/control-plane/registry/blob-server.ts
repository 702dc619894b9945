/** The server that keeps blobs and manifests, which knows no tags. */
export interface BlobServer {
  /** The path of its Unix socket, once it answers there: it is started if it does not. Raises `REGISTRY_NOT_THERE`. */
  start(): Promise<string>;
  /** It refuses a manifest that names what it does not have. */
  putManifest(
    manifest: ServedManifest & { readonly text: string; readonly mediaType: string },
  ): Promise<TakenManifest>;
  /** Does nothing where it is not there. */
  deleteManifest(manifest: ServedManifest): Promise<void>;
  /** Deletes the blobs that no manifest names; nothing may be written meanwhile. */
  collectGarbage(): Promise<void>;
  /** Does nothing where it does not run. */
  stop(): Promise<void>;
}

/** A manifest as the server knows it. */
export interface ServedManifest {
  readonly repository: string;
  readonly digest: string;
}

export type TakenManifest =
  | { readonly isTaken: true }
  /** In the registry's own words, such as `MANIFEST_BLOB_UNKNOWN`. */
  | { readonly isTaken: false; readonly code: string; readonly message: string };
