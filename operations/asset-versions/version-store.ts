import type { S3 } from '../../aws/s3-types.ts';
import { Failure } from '../../failure/failure.ts';
import { awsCommand } from '../aws-command.ts';
import type { ObjectVersion } from './object-version.ts';
import { writtenAt } from './written-at.ts';

/** The versions of a bucket's objects. */
export interface VersionStore {
  /** All versions and markers of one object, or of all whose keys begin with a prefix. */
  versions(range: { readonly key: string } | { readonly prefix: string }): Promise<readonly ObjectVersion[]>;
  /**
   * Copies a version on top of its object, with its metadata and tags; gives the id of the new version. Raises
   * `OBJECT_TOO_LARGE` above 5 GiB.
   */
  copyOnTop(version: ObjectVersion): Promise<string>;
}

/** S3 lists this many versions in one call. */
const mostOfPage = 1000;

/** S3 copies this much in one call. */
const mostBytes = 5 * 1024 ** 3;

/**
 * Such a bucket of S3, or of the local server, read in pages of `MaxKeys`. What fails is raised as the SDK raised it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/RestoringPreviousVersions.html
 */
export function s3VersionStore(s3: S3, Bucket: string, MaxKeys = mostOfPage): VersionStore {
  return {
    async versions(range) {
      const Prefix = 'key' in range ? range.key : range.prefix;
      const found: ObjectVersion[] = [];
      let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
      for (;;) {
        const page = await s3.listObjectVersions({ Bucket, Prefix, MaxKeys, ...markers });
        const { Versions = [], DeleteMarkers = [] } = page;
        found.push(
          ...[...Versions, ...DeleteMarkers.map((marker) => ({ ...marker, ETag: undefined }))].map(
            objectVersion,
          ),
        );
        // Keys come in order: what follows another key than the one that is asked for is of others.
        const isPast = 'key' in range && found.some(({ key }) => key !== range.key);
        if (page.IsTruncated !== true || isPast) break;
        markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      }
      const each = unrepeated(found);
      return 'key' in range ? each.filter(({ key }) => key === range.key) : each;
    },
    async copyOnTop({ key, versionId, content }) {
      if ((content?.bytes ?? 0) > mostBytes) {
        const named = ['--bucket', Bucket, '--key', `'${key}'`, '--version-id', versionId];
        const down = await awsCommand(s3, ['s3api', 'get-object', ...named, 'FILE']);
        const up = await awsCommand(s3, ['s3', 'cp', 'FILE', `'s3://${Bucket}/${key}'`]);
        throw new Failure(
          'OBJECT_TOO_LARGE',
          `${key} is larger than 5 GiB, which S3 does not copy in one call`,
          {
            hint: `Download the version, and upload it again: ${down}; ${up}`,
          },
        );
      }
      const path = key.split('/').map(encodeURIComponent).join('/');
      const CopySource = `${Bucket}/${path}?versionId=${encodeURIComponent(versionId)}`;
      const { VersionId = '' } = await s3.copyObject({ Bucket, Key: key, CopySource });
      return VersionId;
    },
  };
}

/** The S3 server that is built from packages begins a page with the version that ended the last one. */
function unrepeated(versions: readonly ObjectVersion[]): readonly ObjectVersion[] {
  return [...new Map(versions.map((each) => [`${each.key}\n${each.versionId}`, each])).values()];
}

interface ListedVersion {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly LastModified?: Date | undefined;
  readonly IsLatest?: boolean | undefined;
  readonly ETag?: string | undefined;
  readonly Size?: number | undefined;
}

function objectVersion(listed: ListedVersion): ObjectVersion {
  const {
    Key: key = '',
    VersionId: versionId = 'null',
    LastModified,
    IsLatest,
    ETag: etag,
    Size = 0,
  } = listed;
  return {
    ...{ key, versionId, isLatest: IsLatest === true },
    modifiedMs: writtenAt(versionId) ?? LastModified?.getTime() ?? 0,
    content: etag === undefined ? undefined : { etag, bytes: Size },
  };
}
