import { primaryOf, requireDatabase } from '../operations/database/find-database.ts';
import { restoreDatabase } from '../operations/database/restore-database.ts';
import type { EnvironmentName, Target } from '../operations/target.ts';
import { type AskedChange, askFirst } from './change/ask-first.ts';
import { changeEnvironment } from './change/change-environment.ts';
import { changeOptions, changeRequest } from './change/change-options.ts';
import { confirmOperation } from './change/confirm-operation.ts';
import { stampOf, watchIn } from './database/database-options.ts';
import { putStoreOnto, useCommand } from './database/put-store-onto.ts';
import { putsStoreOnto, type RestoreRequest, restoreRequest } from './database/restore-request.ts';
import { restoredLines, swappedLines } from './database/restored-lines.ts';
import { runScript } from './run-script.ts';
import type { ScriptContext } from './script.ts';
import { openTarget } from './store/open-target.ts';

await runScript({
  name: 'db:restore',
  about:
    'restores the database to a time, or from a snapshot, in a new instance; with --swap it puts the store onto it',
  options: {
    ...changeOptions,
    at: {
      type: 'string',
      value: 'TIME',
      about: 'restores to this time, such as 2027-01-15T10:00:00Z, or to the latest',
    },
    snapshot: { type: 'string', value: 'NAME', about: 'restores from this snapshot' },
    swap: { type: 'boolean', about: 'puts the store onto the new instance' },
    use: { type: 'string', value: 'NAME', about: 'puts the store onto an instance that was restored before' },
  },
  examples: [
    '--at 2027-01-15T10:00:00Z',
    '--at latest --swap',
    '--env staging --snapshot before-migration',
    '--env staging --use spree-staging-postgres-restored-20270115103000',
  ],
  awsCommands: [
    'rds restore-db-instance-to-point-in-time --source-db-instance-identifier spree-production-postgres --target-db-instance-identifier spree-production-postgres-restored --restore-time 2027-01-15T10:00:00Z',
    'rds modify-db-instance --db-instance-identifier spree-production-postgres-restored --new-db-instance-identifier spree-production-postgres --apply-immediately',
  ],
  interrupted: 'RDS goes on with what was begun: see aws rds describe-db-instances.',
  run: async (context) => {
    const { options, json, print } = context;
    const request = restoreRequest(options, new Date());
    const change = changeRequest('db:restore', context, false);
    const { environment, region } = change;
    const lines = whatChanges(request, environment);
    const asked = { environment, region, lines, otherwise: 'Nothing was changed' };
    const { result, told } = putsStoreOnto(request)
      ? await changeEnvironment(change, context, askFirst(asked, context), ({ target, signal }) =>
          carryOut({ ...context, signal }, target, request),
        )
      : await restoreBeside(asked, context, request);
    print(json ? JSON.stringify(result) : told.join('\n'));
    return 0;
  },
});

/** An instance beside the primary changes nothing of what a release changes, and takes long: nobody waits for it. */
async function restoreBeside(asked: AskedChange, context: ScriptContext, request: RestoreRequest) {
  const target = await openTarget(asked.environment, asked.region);
  await confirmOperation({ ...asked, target }, context);
  return await carryOut(context, target, request);
}

function whatChanges(request: RestoreRequest, environment: EnvironmentName): readonly string[] {
  const primary = primaryOf(environment);
  const swap = [
    `gets the name of ${primary}, which the store uses: its connections break, and it cannot write for some minutes`,
    `A read replica of it takes the place of ${primary}-replica, where there is one; then all tasks are replaced.`,
  ] as const;
  if (request.kind === 'use') return [`${request.identifier} ${swap[0]}.`, swap[1]];
  const isNew = `A new instance, as large as ${primary}, is restored. It costs as much until it is deleted.`;
  return request.swaps ? [isNew, `Then it ${swap[0]}.`, swap[1]] : [isNew];
}

async function carryOut(context: ScriptContext, target: Target, request: RestoreRequest) {
  if (request.kind === 'use') return await putOnto(context, target, request.identifier);
  const { progress, signal } = context;
  const rds = await target.clients.rds();
  const source = await requireDatabase(rds, primaryOf(target.environment));
  const identifier = `${source.DBInstanceIdentifier}-restored-${stampOf(new Date())}`;
  const restored = await progress.step('Restore', (step) =>
    restoreDatabase(rds, source, { to: request.to, identifier }, watchIn(step, target.environment, signal)),
  );
  if (request.swaps) return await putOnto(context, target, identifier);
  return {
    result: { instance: identifier, endpoint: restored.endpoint },
    told: restoredLines(restored, await useCommand(identifier, target)),
  };
}

async function putOnto(context: ScriptContext, target: Target, restored: string) {
  const replaced = await putStoreOnto(context, target, restored);
  const { primary, before, replicaBefore } = replaced;
  return {
    result: {
      instance: primary.identifier,
      endpoint: primary.endpoint,
      before: before?.identifier,
      replicaBefore,
    },
    told: await swappedLines(replaced, target),
  };
}
