import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';
import { preferredPorts } from '../local/environment/local-environment.ts';
import { toolkit } from './toolkit.ts';

const runningSchema = z.object({
  endpoints: z.object({
    storefrontUrl: z.string(),
    awsEndpointUrl: z.string(),
    loadBalancerUrl: z.string(),
    mailUrl: z.string(),
    certificateAuthority: z.string(),
  }),
  admin: z.object({ email: z.string(), secretName: z.string() }),
  store: z.object({ kind: z.string(), image: z.string() }),
  movedPorts: z.array(z.object({ endpoint: z.string(), wanted: z.number(), taken: z.number() })),
  differences: z.string(),
});

/** What `local:up --json` printed. */
export type RunningStore = z.infer<typeof runningSchema>;

/** The environment that all end-to-end tests share. */
export interface SharedEnvironment {
  readonly name: string;
  readonly stateHome: string;
  /** The port that was busy when the environment came up. */
  readonly busyPort: number;
  readonly running: RunningStore;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly shared: SharedEnvironment;
  }
}

const wantedS3Port = preferredPorts.s3;

/** Brings a store up as a user would, in an environment of its own, and takes it down with its data at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const name = `e2e-${randomBytes(3).toString('hex')}`;
  const stateHome = await mkdtemp(join(tmpdir(), 'parity-e2e-'));
  const tool = toolkit(name, stateHome);
  const blocker = await occupy(wantedS3Port);
  const tearDown = async () => {
    blocker?.close();
    await tool.ok('local:down', ['--volumes', '--yes']);
    await rm(stateHome, { recursive: true, force: true });
  };
  try {
    const out = await tool.ok('local:up', ['--json'], { onLine: showSteps });
    const running = runningSchema.parse(JSON.parse(out.trim().split('\n').at(-1) ?? ''));
    project.provide('shared', { name, stateHome, busyPort: wantedS3Port, running });
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

/** Holds a port of the loopback, unless somebody does already. */
async function occupy(port: number): Promise<Server | undefined> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** The first start may take minutes: whoever watches sees what goes on. */
function showSteps(line: string): void {
  if (line.includes('"type":"ended"')) process.stderr.write(`${line}\n`);
}
