import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsClients } from '../../aws/clients.ts';
import {
  bootstrapInfrastructure,
  missingBootstraps,
} from '../../operations/infrastructure/bootstrap-infrastructure.ts';
import { deployInfrastructure } from '../../operations/infrastructure/deploy-infrastructure.ts';
import { destroyInfrastructure } from '../../operations/infrastructure/destroy-infrastructure.ts';
import { readInfrastructure } from '../../operations/infrastructure/synthesize-infrastructure.ts';
import { owned } from '../../stack/testing/owned.ts';
import { assemblyOf } from './environment-steps.ts';
import { changeSets } from './front/change-sets.ts';
import { openFront } from './front/moto-front.ts';
import { sentTemplates } from './front/sent-templates.ts';
import { terminationProtection } from './front/termination-protection.ts';
import type { MotoServer } from './moto-server.ts';
import { queryMoto } from './query-moto.ts';
import type { Stub } from './stub.ts';
import type { WayOfDeploying } from './way-of-deploying.ts';

/** Where the library finds its endpoint, and whose account it takes it for: variables of the process that deploys. */
export function libraryVariables(endpoint: string, home: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    // The library remembers the account of a key in its home.
    ...{ AWS_ACCESS_KEY_ID: 'moto', AWS_SECRET_ACCESS_KEY: 'moto', CDK_HOME: home },
  };
}

/** A way that also tells what the library did. */
export interface LibraryWay extends WayOfDeploying, AsyncDisposable {
  readonly home: string;
  /** What answers the library. */
  readonly endpoint: string;
  /** Names of stacks in the order in which their deployment or deletion ended. */
  readonly ended: readonly string[];
  /** Names of the stacks that cannot be deleted. */
  readonly protectedStacks: ReadonlySet<string>;
}

/**
 * By CDK's library, as the product deploys: it bootstraps, publishes templates and assets to moto's S3, makes change sets and
 * carries them out, and deletes, with the cloud assembly of the app as it is. Stubs are applied on the way to moto.
 */
export async function byLibrary(moto: MotoServer, stubs: readonly Stub[]): Promise<LibraryWay> {
  const home = await mkdtemp(join(tmpdir(), 'moto-library-'));
  const ended: string[] = [];
  const protectedStacks = new Set<string>();
  const templates = sentTemplates(moto, { stubs, accountId: owned.account });
  const front = await openFront(moto.endpoint, [
    changeSets(templates),
    terminationProtection(protectedStacks),
    templates.intercept,
  ]);
  const change = {
    clientsOf: (region: string) => awsClients({ environment: 'local', endpoint: front.endpoint, region }),
    onEvent: (event: { readonly type: string; readonly stack?: string }) => {
      if (event.type === 'stack ended') ended.push(event.stack ?? '');
    },
    answer: async () => true,
    ...{ signal: new AbortController().signal, pollMs: 50 },
  };
  let folder = '';
  return {
    ...{ home, ended, protectedStacks, endpoint: front.endpoint },
    bootstrap: async ({ region, accountId, zoneName }) => {
      await bootstrapInfrastructure([{ account: accountId, region }], { onEvent: () => {} });
      return await createZone(moto, region, zoneName);
    },
    deploy: async ({ environment, step, domain }) => {
      folder = assemblyOf(environment, step, domain).folder;
      const infrastructure = await readInfrastructure(folder);
      const missing = await missingBootstraps(infrastructure.stacks, change.clientsOf);
      if (missing.length > 0) throw new Error(`Not bootstrapped: ${JSON.stringify(missing)}`);
      await deployInfrastructure(infrastructure, change);
    },
    createdOf: templates.createdOf,
    remove: async () => {
      await destroyInfrastructure(await readInfrastructure(folder), change);
    },
    [Symbol.asyncDispose]: async () => {
      await front[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The zone of the owner of a domain. Gives its id. */
async function createZone(moto: MotoServer, region: string, zoneName: string): Promise<string> {
  const Resources = { Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: zoneName } } };
  const TemplateBody = JSON.stringify({ Resources, Outputs: { ZoneId: { Value: { Ref: 'Zone' } } } });
  const parameters = { StackName: 'Zone', TemplateBody };
  await queryMoto({ moto, region, service: 'cloudformation', action: 'CreateStack', parameters });
  const clients = awsClients({ environment: 'local', endpoint: moto.endpoint, region });
  const { Stacks } = await (await clients.cloudFormation()).describeStacks({ StackName: 'Zone' });
  return Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? '';
}
