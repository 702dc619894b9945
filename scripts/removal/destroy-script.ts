import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { destroyInfrastructure } from '../../operations/infrastructure/destroy-infrastructure.ts';
import { eventLine } from '../../operations/infrastructure/infrastructure-event.ts';
import { clientsByRegion } from '../../operations/infrastructure/regional-clients.ts';
import { synthesizeInfrastructure } from '../../operations/infrastructure/synthesize-infrastructure.ts';
import { forgetLock } from '../../operations/lock/environment-lock.ts';
import { parameterLockStore } from '../../operations/lock/parameter-lock-store.ts';
import { assertRemovable } from '../../operations/removal/assert-removable.ts';
import { readDeployedStack } from '../../operations/removal/deployed-stack.ts';
import { refuseOtherDatabases } from '../../operations/removal/other-databases.ts';
import { removeStore } from '../../operations/removal/remove-store.ts';
import { environmentOption } from '../../operations/target.ts';
import { changeEnvironment } from '../change/change-environment.ts';
import { changeOptions, changeRequest } from '../change/change-options.ts';
import { confirmTyped } from '../confirm-typed.ts';
import type { Script } from '../script.ts';
import { confirmation, destroyLocally } from './destroy-locally.ts';
import { leftOverPrices } from './left-over-prices.ts';
import { confirmedCommand, removalLines, removedText } from './removal-text.ts';

const { env, region, 'force-unlock': forceUnlock } = changeOptions;

/** The script that deletes a store, locally or on AWS. */
export const destroyScript: Script = {
  name: 'stack:destroy',
  about:
    'deletes a store with its data; on AWS except a last snapshot of the database, and it reports what is left and what that costs',
  options: {
    ...(env && { env }),
    ...(region && { region }),
    ...(forceUnlock && { 'force-unlock': forceUnlock }),
    'keep-uploads': { type: 'boolean', about: 'leaves what is in the buckets that outlive the stack' },
    confirm: {
      type: 'string',
      value: 'STACK',
      about:
        'the name, as you would have to type it: of the stack, or of the local environment; for pipelines',
    },
  },
  examples: ['', '--env staging', '--env staging --keep-uploads', '--env staging --confirm spree-staging'],
  interrupted: 'CloudFormation ends what it has begun. Run it again: it goes on from there.',
  run: async (context) => {
    const { options, json, print, say, signal, progress } = context;
    const environment = environmentOption(options.env);
    if (environment === 'local') return await destroyLocally(context);
    const stack = `spree-${environment}`;
    const folder = await mkdtemp(join(tmpdir(), 'stack-destroy-'));
    try {
      const infrastructure = await progress.step('Definition', () =>
        synthesizeInfrastructure({
          ...{ checkout: cwd(), folder: join(folder, 'assembly') },
          // Which image it would run says nothing on what is deleted.
          context: { environment, imageTag: 'removed' },
        }),
      );
      const request = changeRequest('stack:destroy', context, false);
      const own = infrastructure.stacks.find(({ name }) => name === stack)?.region ?? request.region;
      const clientsOf = clientsByRegion(environment);
      // Where the store is, unless somebody says that it is elsewhere, which is refused.
      const readStacks = async () => infrastructure.stacks;
      const asked = { ...request, readStacks, ...(options.region === undefined && { region: own }) };
      const read = () => readDeployedStack(clientsOf(own), { environment, stack });
      const confirm = async ({ account = '' }: { readonly account: string | undefined }) => {
        const deployed = await read();
        assertRemovable(deployed);
        await refuseOtherDatabases(clientsOf(own), deployed.contents);
        const keepsUploads = options['keep-uploads'] === true;
        for (const line of removalLines({ ...deployed, account, region: own, keepsUploads })) say(line);
        await confirmTyped(
          {
            question: `Delete ${stack} with all of that? Type its name: `,
            ...{ answer: stack, given: confirmation(context), otherwise: 'Nothing was deleted' },
            withoutTerminal: `Run: ${confirmedCommand({ environment, stack, keepsUploads })}`,
          },
          process,
          signal,
        );
      };
      const removed = await changeEnvironment(asked, context, confirm, async ({ signal: either }) => {
        const { contents } = await read();
        return await progress.step('Deletion', (step) =>
          removeStore(
            {
              ...{ stack, contents, clients: clientsOf(own) },
              keepsUploads: options['keep-uploads'] === true,
              deleteStack: async () => {
                await destroyInfrastructure(infrastructure, {
                  ...{ clientsOf, signal: either, answer: async ({ kind }) => kind === 'destroy' },
                  onEvent: (event) => {
                    const line = eventLine(event);
                    if (line !== undefined) step.note(line);
                  },
                });
              },
            },
            { signal: either, note: (text) => step.note(text) },
          ),
        );
      });
      await forgetLock(parameterLockStore(environment, clientsOf(own)));
      const priced = leftOverPrices(own, removed.left);
      if (json) print(JSON.stringify({ stack, emptied: removed.emptied, left: priced }));
      else print(removedText(stack, removed.emptied, priced));
      return 0;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
