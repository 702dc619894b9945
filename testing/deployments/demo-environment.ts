import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { AwsClients } from '../../aws/clients.ts';
import { identifyEnvironment } from '../../local/environment/identify.ts';
import { startedPorts } from '../../local/environment/ports.ts';
import { localClients } from '../../local/lifecycle/servers/local-clients.ts';
import { type Toolkit, toolkit } from '../toolkit.ts';

const printedSchema = z.object({
  endpoints: z.object({
    awsEndpointUrl: z.string(),
    loadBalancerUrl: z.string(),
    storefrontUrl: z.string(),
    certificateAuthority: z.string(),
    mailUrl: z.string(),
  }),
});

/** A demo store in an environment of its own. */
export interface DemoEnvironment {
  readonly name: string;
  readonly clients: AwsClients;
  readonly loadBalancerUrl: string;
  readonly awsEndpointUrl: string;
  readonly storefrontUrl: string;
  /** The page with the mail that the environment has sent. */
  readonly mailUrl: string;
  /** Path of the certificate of the authority that signed the storefront's. */
  readonly certificateAuthority: string;
  /** Runs a script of the toolkit on it, and gives how it ended, whatever its exit code. */
  readonly script: Toolkit['script'];
  /** Starts a script on it, to be killed. */
  readonly begin: Toolkit['begin'];
  /** `local:up` once more, with the same definition. */
  upAgain(): Promise<void>;
  /** `local:up` with the application in another folder, on the same data; without one, with the demo store. */
  release(context?: string): Promise<void>;
  /** Takes it down with its data. */
  close(): Promise<void>;
}

export interface DemoOptions {
  /** By how much `local:up --time-scale` shortens the periods of metrics; 1 where it is absent. */
  readonly timeScale?: number;
}

/** Brings the demo store up as a user would. */
export async function openDemoEnvironment({ timeScale = 1 }: DemoOptions = {}): Promise<DemoEnvironment> {
  const name = `deploy-${randomBytes(3).toString('hex')}`;
  const stateHome = await mkdtemp(join(tmpdir(), 'parity-deploy-'));
  const tool = toolkit(name, stateHome);
  const close = async () => {
    await tool.ok('stack:destroy', ['--env', 'local', '--confirm', name]);
    await rm(stateHome, { recursive: true, force: true });
  };
  const scale = timeScale === 1 ? [] : ['--time-scale', String(timeScale)];
  const up = () => tool.ok('local:up', ['--json', ...scale], { variables: { STORE_KIND: 'demo' } });
  const upAgain = async () => {
    await up();
  };
  const release = async (context?: string) => {
    const variables = context === undefined ? { STORE_KIND: 'demo' } : { STORE_CONTEXT: context };
    await tool.ok('local:up', ['--json', '--adopt', ...scale], { variables });
  };
  try {
    const out = await up();
    const { endpoints } = printedSchema.parse(JSON.parse(out.trim().split('\n').at(-1) ?? ''));
    const clients = await clientsOf(name, stateHome);
    return { name, clients, ...endpoints, script: tool.script, begin: tool.begin, upAgain, release, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As the toolkit's own scripts have them: S3 as the S3 server's administrator. */
async function clientsOf(name: string, stateHome: string): Promise<AwsClients> {
  const own = { PARITY_ENVIRONMENT: name, XDG_STATE_HOME: stateHome };
  const environment = identifyEnvironment(process.cwd(), own);
  return await localClients(environment, await startedPorts(environment), 'ap-southeast-1');
}
