import type { ObjectVersion } from '../../operations/asset-versions/object-version.ts';
import { newestFirst } from '../../operations/asset-versions/object-version.ts';
import type { LeftAlone, RestorePlan } from '../../operations/asset-versions/plan-restore.ts';
import { textTable } from '../text-table.ts';

const shown = 20;

/** What a restore will do, a line each; of many objects the first ones and their number. */
export function restoreLines({ restores, left }: RestorePlan): readonly string[] {
  const lines = restores.map(({ version, isDeleted }) => {
    const now = isDeleted ? 'which is deleted now' : 'on top of a newer one, which is kept';
    return `${version.key}: the version of ${utc(version.modifiedMs)} UTC, ${bytes(version)}, ${now}`;
  });
  const more = lines.length > shown ? [`... and ${lines.length - shown} more`] : [];
  return [...lines.slice(0, shown), ...more, ...leftLines(left)];
}

function leftLines(left: RestorePlan['left']): readonly string[] {
  const groups = Map.groupBy(left, ({ why }) => why);
  return [...groups].map(([why, objects]) => {
    const [first] = objects;
    const which = objects.length === 1 ? (first?.key ?? '') : `${objects.length} objects`;
    return `${which}: ${objects.length === 1 ? 'left as it is' : 'left as they are'}, since ${reason(why, objects.length)}`;
  });
}

const ofMany: Readonly<Record<LeftAlone, string>> = {
  'it is there': 'they are there',
  'it is already so': 'they are already so',
  'it did not exist then': 'they did not exist then',
  'it was deleted then': 'they were deleted then',
  'no version is left': 'no version of them is left',
  'it has no such version': 'they have no such version',
};

function reason(why: LeftAlone, count: number): string {
  return count === 1 ? why : ofMany[why];
}

/** The versions of objects for a terminal, the newest of each first. */
export function versionsTable(versions: readonly ObjectVersion[]): string {
  const groups = [...Map.groupBy(versions, ({ key }) => key).values()];
  return textTable(
    ['key', 'time (UTC)', 'size', 'now', 'version'],
    groups.flatMap((own) =>
      newestFirst(own).map((version) => [
        version.key,
        utc(version.modifiedMs),
        version.content === undefined ? 'deleted' : bytes(version),
        version.isLatest ? '*' : '',
        version.versionId,
      ]),
    ),
  );
}

function bytes({ content }: ObjectVersion): string {
  return `${content?.bytes ?? 0} bytes`;
}

function utc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
