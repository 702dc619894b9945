import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { awsClients } from '../../aws/clients.ts';
import {
  bootstrapInfrastructure,
  missingBootstraps,
} from '../../operations/infrastructure/bootstrap-infrastructure.ts';
import { deployInfrastructure } from '../../operations/infrastructure/deploy-infrastructure.ts';
import { destroyInfrastructure } from '../../operations/infrastructure/destroy-infrastructure.ts';
import { readInfrastructure } from '../../operations/infrastructure/synthesize-infrastructure.ts';
import { createApp } from '../../stack/create-app.ts';
import { environments } from '../../stack/environments.ts';
import { owned } from '../../stack/testing/owned.ts';
import { changed } from '../../stack/testing/synthesize.ts';
import type { EnvironmentName, Step } from './environment-steps.ts';
import type { MotoServer } from './moto-server.ts';
import { queryMoto } from './query-moto.ts';
import type { Sent, WayOfDeploying } from './way-of-deploying.ts';

/** Where the library finds moto, and whose account it takes it for: variables of the process that deploys. */
export function libraryVariables(moto: MotoServer, home: string): Readonly<Record<string, string>> {
  return {
    // Moto takes the path of an object from a template's address only where the host is `localhost`.
    AWS_ENDPOINT_URL: moto.endpoint.replace('127.0.0.1', 'localhost'),
    // The library remembers the account of a key in its home.
    ...{ AWS_ACCESS_KEY_ID: 'moto', AWS_SECRET_ACCESS_KEY: 'moto', CDK_HOME: home },
  };
}

/** A way that also tells what the library did. */
export interface LibraryWay extends WayOfDeploying, AsyncDisposable {
  readonly home: string;
  /** Names of stacks in the order in which their deployment or deletion ended. */
  readonly ended: readonly string[];
}

/**
 * By CDK's library, as the product deploys: it bootstraps, publishes templates and assets to moto's S3, and deploys the cloud
 * assembly of the app, in which the templates are those that moto takes.
 */
export async function byLibrary(moto: MotoServer): Promise<LibraryWay> {
  const home = await mkdtemp(join(tmpdir(), 'moto-library-'));
  const ended: string[] = [];
  const templates = new Map<string, string>();
  const change = {
    clientsOf: (region: string) => awsClients({ environment: 'local', endpoint: moto.endpoint, region }),
    onEvent: (event: { readonly type: string; readonly stack?: string }) => {
      if (event.type === 'stack ended') ended.push(event.stack ?? '');
    },
    answer: async () => true,
    ...{ signal: new AbortController().signal, pollMs: 50 },
  };
  let folder = '';
  return {
    ...{ home, ended },
    bootstrap: async ({ region, accountId, zoneName }) => {
      const place = { account: accountId, region };
      // Moto does not know the request that protects a stack from deletion.
      await bootstrapInfrastructure([place], { onEvent: () => {}, isProtected: false });
      return await createZone(moto, region, zoneName);
    },
    send: async (sent) => {
      const { stackName } = sent.deployment;
      templates.set(stackName, JSON.stringify(sent.template));
      folder = await synthesizeWith(join(home, `assembly-${ended.length}`), sent, templates);
      const infrastructure = await readInfrastructure(folder);
      const missing = await missingBootstraps(infrastructure.stacks, change.clientsOf);
      if (missing.length > 0) throw new Error(`Not bootstrapped: ${JSON.stringify(missing)}`);
      await deployInfrastructure(infrastructure, { ...change, method: 'direct' });
    },
    remove: async () => {
      await destroyInfrastructure(await readInfrastructure(folder), change);
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

const manifestSchema = z.looseObject({
  artifacts: z.record(z.string(), z.looseObject({ type: z.string() })),
});

/** The assembly of a step with the templates that moto takes; a stack of which there is none yet is left out. */
async function synthesizeWith(
  outdir: string,
  { environment, step, domain }: Pick<Sent, 'environment' | 'step' | 'domain'>,
  templates: ReadonlyMap<string, string>,
): Promise<string> {
  const assembly = createApp(
    { outdir, context: contextOf(environment, step) },
    changed({ ...owned, domain, ...step.changes(environments[environment]) }),
  ).synth();
  const path = join(outdir, 'manifest.json');
  const manifest = manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  for (const { id, stackName, templateFile } of assembly.stacks) {
    const template = templates.get(stackName);
    if (template === undefined) {
      delete manifest.artifacts[id];
      delete manifest.artifacts[`${id}.assets`];
    } else await writeFile(join(outdir, templateFile), template);
  }
  await writeFile(path, JSON.stringify(manifest));
  return outdir;
}

function contextOf(
  environment: EnvironmentName,
  { imageTag, hasTasks }: Step,
): Readonly<Record<string, string>> {
  return { environment, imageTag, ...(hasTasks ? {} : { tasks: 'none' }) };
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
