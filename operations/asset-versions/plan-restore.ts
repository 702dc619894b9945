import { newestFirst, type ObjectVersion } from './object-version.ts';

/** Which state of objects is wanted: the last one before they were deleted, that of a time, or one version. */
export type WantedState =
  | { readonly kind: 'before deletion' }
  | { readonly kind: 'at'; readonly atMs: number }
  | { readonly kind: 'version'; readonly versionId: string };

/** An object whose earlier version is to be copied on top of it. */
export interface Restore {
  readonly version: ObjectVersion;
  /** Whether there is nothing to be read now, so that nothing is replaced. */
  readonly isDeleted: boolean;
}

/** Why an object stays as it is. */
export type LeftAlone =
  | 'it is there'
  | 'it is already so'
  | 'it did not exist then'
  | 'it was deleted then'
  | 'no version is left'
  | 'it has no such version';

/** What a restore does, object by object. */
export interface RestorePlan {
  readonly restores: readonly Restore[];
  readonly left: readonly { readonly key: string; readonly why: LeftAlone }[];
}

/** Decides for each object which version to bring back. Nothing is ever deleted: an object that did not exist then stays. */
export function planRestore(versions: readonly ObjectVersion[], wanted: WantedState): RestorePlan {
  const objects = [...Map.groupBy(versions, ({ key }) => key)].map(
    ([key, own]) => [key, decide(newestFirst(own), wanted)] as const,
  );
  return {
    restores: objects.flatMap(([, decided]) => (typeof decided === 'string' ? [] : [decided])),
    left: objects.flatMap(([key, decided]) => (typeof decided === 'string' ? [{ key, why: decided }] : [])),
  };
}

function decide(versions: readonly ObjectVersion[], wanted: WantedState): Restore | LeftAlone {
  const latest = versions.find(({ isLatest }) => isLatest) ?? versions[0];
  const isDeleted = latest?.content === undefined;
  const version = choose(versions, isDeleted, wanted);
  if (typeof version === 'string') return version;
  const isSame =
    latest?.content !== undefined &&
    latest.content.etag === version.content?.etag &&
    latest.content.bytes === version.content.bytes;
  return isSame ? 'it is already so' : { version, isDeleted };
}

function choose(
  versions: readonly ObjectVersion[],
  isDeleted: boolean,
  wanted: WantedState,
): ObjectVersion | LeftAlone {
  switch (wanted.kind) {
    case 'before deletion':
      if (!isDeleted) return 'it is there';
      return versions.find(({ content }) => content !== undefined) ?? 'no version is left';
    case 'version': {
      const found = versions.find(({ versionId }) => versionId === wanted.versionId);
      return found?.content === undefined ? 'it has no such version' : found;
    }
    case 'at': {
      const then = versions.find(({ modifiedMs }) => modifiedMs <= wanted.atMs);
      if (then === undefined) return 'it did not exist then';
      return then.content === undefined ? 'it was deleted then' : then;
    }
  }
}
