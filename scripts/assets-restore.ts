import { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { openAssets } from '../operations/asset-versions/assets-bucket.ts';
import { carryOutRestore } from '../operations/asset-versions/carry-out-restore.ts';
import { planRestore, type RestorePlan } from '../operations/asset-versions/plan-restore.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { confirmOperation } from './change/confirm-operation.ts';
import { runScript } from './run-script.ts';
import { openTarget } from './store/open-target.ts';
import { type RestoreRequest, restoreOptions } from './store/restore-options.ts';
import { restoreLines, versionsTable } from './store/restore-text.ts';
import { storeOptions } from './store/store-command.ts';

await runScript({
  name: 'assets:restore',
  about:
    'brings back uploads that were deleted or overwritten, by copying an earlier version on top; nothing is ever deleted',
  operands: '[KEY]',
  options: {
    ...storeOptions,
    prefix: {
      type: 'string',
      value: 'PREFIX',
      about: 'all objects whose keys begin with this, instead of one key',
      mayBeEmpty: true,
    },
    at: {
      type: 'string',
      value: 'TIME',
      about: 'as it was then, such as 2026-11-27T08:00:00Z (default: before its deletion)',
    },
    version: { type: 'string', value: 'ID', about: 'this version of the key' },
    list: { type: 'boolean', about: 'only shows which versions there are' },
    yes: { type: 'boolean', about: 'does not ask, for pipelines' },
  },
  examples: [
    'KEY --list',
    'KEY',
    'KEY --at 2026-01-27T08:00:00Z --env production',
    '--prefix uploads/ --at 2026-01-27T08:00:00Z',
  ],
  awsCommands: [
    's3api list-object-versions --bucket BUCKET --prefix KEY',
    "s3api copy-object --bucket BUCKET --key KEY --copy-source 'BUCKET/KEY?versionId=ID'",
  ],
  interrupted: 'What was brought back stays. Run it again for the rest.',
  run: async (context) => {
    const { options, json, print, say, signal } = context;
    const request = restoreOptions(context, Date.now());
    const region = regionOption(options.region);
    const target = await openTarget(environmentOption(options.env), region);
    const { bucket, store } = await openAssets(target);
    const versions = await store.versions(request.range);
    if (versions.length === 0) throw unknownObject(request, bucket);
    if (options.list === true) {
      print(json ? JSON.stringify(versions) : versionsTable(versions));
      return 0;
    }
    const plan = planRestore(versions, request.wanted);
    if ('key' in request.range) refuseNothing(plan, request.range.key);
    const lines = restoreLines(plan);
    if (plan.restores.length > 0) {
      const change = {
        target,
        region,
        lines: [`Bucket ${bucket}`, ...lines],
        otherwise: 'Nothing was restored',
      };
      await confirmOperation(change, context);
    }
    if (target.environment === 'local' || plan.restores.length === 0) for (const line of lines) say(line);
    await carryOutRestore(
      store,
      plan.restores,
      ({ version: { key, versionId }, newVersionId }) =>
        print(json ? JSON.stringify({ key, versionId, newVersionId }) : `${key} is back`),
      signal,
    );
    if (json) print(JSON.stringify({ restored: plan.restores.length, left: plan.left }));
    return 0;
  },
});

function unknownObject({ range }: RestoreRequest, bucket: string): Failure {
  const what =
    'key' in range ? `an object '${range.key}'` : `any object whose key begins with '${range.prefix}'`;
  return wrongUsage(
    'OBJECT_UNKNOWN',
    `The bucket ${bucket} has no version of ${what}`,
    'Earlier versions are kept for 30 days. With --prefix and --list you see which keys there are.',
  );
}

/** Who names one object means that something happens to it. */
function refuseNothing({ left }: RestorePlan, key: string): void {
  const [object] = left;
  if (object === undefined || object.why === 'it is already so') return;
  throw new Failure('NOTHING_TO_RESTORE', `${key} stays as it is: ${object.why}`, {
    hint: 'See its versions with --list, and choose one with --at TIME or --version ID.',
  });
}
