import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { awsClients } from '../aws/clients.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { run } from '../local/processes/run.ts';
import { brokenStore } from '../testing/broken-store.ts';
import { edgeClient } from '../testing/edge-client.ts';
import { emulatedResources } from '../testing/emulated-resources.ts';
import { eventually } from '../testing/eventually.ts';
import { toolkit } from '../testing/toolkit.ts';

const shared = inject('shared');
const { running } = shared;
const tool = toolkit(shared.name, shared.stateHome);
const engine = connectEngine();
const clients = awsClients({
  environment: 'local',
  endpoint: running.endpoints.awsEndpointUrl,
  region: 'ap-southeast-1',
});
const edge = edgeClient(running.endpoints.storefrontUrl, running.endpoints.certificateAuthority);
const checkout = resolve(import.meta.dirname, '..');

describe('what is refused before anything is done', () => {
  test('an endpoint elsewhere, for every local script', async () => {
    const variables = { AWS_ENDPOINT_URL: 'https://ecs.ap-southeast-1.amazonaws.com' };
    for (const name of ['up', 'down', 'status', 'logs', 'env', 'doctor', 'reset']) {
      const finished = await tool.script(`local:${name}`, [], { variables });
      expect([name, finished.exitCode, finished.stderr]).toEqual([
        name,
        2,
        expect.stringContaining("AWS_ENDPOINT_URL is 'https://ecs.ap-southeast-1.amazonaws.com'"),
      ]);
    }
  });

  test('nothing that is in the environment or in ~/.aws leads a local script elsewhere', async () => {
    const home = await mkdtemp(join(tmpdir(), 'parity-home-'));
    const config = '[profile production]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:1\n';
    await cp(await fileWith(config), join(home, '.aws', 'config'));
    const variables = {
      HOME: home,
      AWS_PROFILE: 'production',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIA',
    };
    const finished = await tool.script('store:exec', ['--', 'true'], { variables });
    expect([finished.exitCode, finished.stderr]).toEqual([0, expect.stringContaining('ap-southeast-1')]);
    await rm(home, { recursive: true });
  });

  test('no engine, and no right to install one', async () => {
    const script = join(checkout, 'scripts', 'local-up.ts');
    // A user namespace takes the rights of root away and leaves the files readable.
    const finished = await run('unshare', ['--user', process.execPath, script], {
      cwd: checkout,
      env: {
        ...process.env,
        PARITY_ENVIRONMENT: 'nobody',
        XDG_STATE_HOME: shared.stateHome,
        DOCKER_HOST: 'unix:///nonexistent.sock',
      },
      allowFailure: true,
    });
    expect([finished.exitCode, finished.stderr]).toEqual([1, expect.stringContaining('MACHINE_NO_ENGINE')]);
  });

  test.each([
    ['memory', 'PARITY_NEEDED_MEMORY_MIB', 'MACHINE_NO_MEMORY'],
    ['disk', 'PARITY_NEEDED_DISK_MIB', 'MACHINE_NO_DISK'],
  ])('not enough %s', async (_, variable, code) => {
    const finished = await tool.script('local:up', [], { variables: { [variable]: '99999999' } });
    expect([finished.exitCode, finished.stderr]).toEqual([1, expect.stringContaining(code)]);
    expect(finished.stderr).toContain('99999999 MiB');
  });

  test('a resource of an unknown type, and an unknown intrinsic function, by logical id', async () => {
    const type = await upWithResource("{ type: 'AWS::Unheard::OfThing' }");
    expect([type.exitCode, type.stderr]).toEqual([
      1,
      expect.stringContaining('Extra is of type AWS::Unheard::OfThing'),
    ]);
    const call = await upWithResource(
      "{ type: 'AWS::SSM::Parameter', properties: { Type: 'String', Value: { 'Fn::Unheard': 'x' } } }",
    );
    expect([call.exitCode, call.stderr]).toEqual([1, expect.stringMatching(/TEMPLATE_UNKNOWN_FUNCTION/)]);
    expect(call.stderr).toContain('Extra');
    expect(call.stderr).toContain('Fn::Unheard');
  });

  test('an argument that a script does not have', async () => {
    const finished = await tool.script('local:up', ['--fast']);
    expect([finished.exitCode, finished.stderr]).toEqual([2, expect.stringContaining('--fast')]);
  });

  test('the deletion of data without a confirmation', async () => {
    const finished = await tool.script('local:down', ['--volumes'], { input: '' });
    expect([finished.exitCode, finished.stderr]).toEqual([1, expect.stringContaining('NOT_CONFIRMED')]);
    expect((await edge.get('/up')).status).toBe(200);
  });
});

describe('a store that is broken', () => {
  afterAll(async () => {
    await tool.ok('local:up');
  });

  test('whose migration fails: no service is started, and the exit code is passed on', async () => {
    const image = await brokenStore(running.store.image, 'db:migrate', 7);
    const before = await taskIds();
    const finished = await tool.script('local:up', [], { variables: { STORE_IMAGE: image } });
    expect([finished.exitCode, finished.stderr]).toEqual([7, expect.stringContaining('MIGRATION_FAILED')]);
    expect(finished.stderr).toContain('broken on purpose');
    expect(await taskIds()).toEqual(before);
    expect((await edge.get('/up')).status).toBe(200);
  });

  test('whose web container exits at once: its last lines are shown, and the old one goes on serving', async () => {
    const image = await brokenStore(running.store.image, 'server', 3);
    const finished = await tool.script('local:up', [], { variables: { STORE_IMAGE: image } });
    expect([finished.exitCode, finished.stderr]).toEqual([
      1,
      expect.stringContaining('STORE_DOES_NOT_START'),
    ]);
    expect(finished.stderr).toContain('broken on purpose');
    expect(finished.stderr).toContain('exit code 3');
    // While it is waited for, and first in what it ends with.
    expect(finished.stderr).toMatch(/✖ new task web\/[0-9a-f]{8}: web exited with code 3/);
    expect(finished.stderr).toMatch(/✖ The service spree-local-web failed to start: web exited with code 3/);
    expect((await edge.get('/up')).status).toBe(200);
    // No half of the release stays: the worker, which the image does not break, went back with the web service.
    expect(finished.stderr).toMatch(/The service spree-local-worker was rolled back to/);
    const found = ['spree-local-web', '--since', '15m', '--grep', 'broken on purpose'];
    expect(await tool.ok('local:logs', found)).toMatch(/^web\/[0-9a-f]{8} \| broken on purpose$/m);
  });
});

describe('interruptions', () => {
  test('a second local:up waits for the first and says who holds the lock', async () => {
    const [first, second] = await Promise.all([tool.script('local:up'), tool.script('local:up')]);
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(first.stderr + second.stderr).toMatch(/Waiting for (`local:up` \(process \d+\)|another command)/);
  });

  test('local:down and local:up: LocalStack has what was put into it by hand, and tasks do not wait for it', async () => {
    const secrets = await clients.secretsManager();
    await secrets.createSecret({ Name: 'by-hand', SecretString: 'kept' });
    await tool.ok('local:down');
    const lines: string[] = [];
    await tool.script('local:up', [], { onLine: (line) => lines.push(line) });
    const at = (text: RegExp) => lines.findIndex((line) => text.test(line));
    expect(at(/… Services/)).toBeGreaterThan(-1);
    expect(at(/✔ LocalStack: restored/)).toBeGreaterThan(at(/… Services/));
    expect((await secrets.getSecretValue({ SecretId: 'by-hand' })).SecretString).toBe('kept');
    await secrets.deleteSecret({ SecretId: 'by-hand', ForceDeleteWithoutRecovery: true });
  });

  test('Ctrl-C in the middle: the next run goes on from there', async () => {
    await tool.ok('local:down');
    const abort = new AbortController();
    const interrupted = await tool.script('local:up', [], {
      signal: abort.signal,
      onLine: (line) => {
        if (line.includes('LocalStack')) abort.abort();
      },
    });
    expect(interrupted.exitCode).not.toBe(0);
    await tool.ok('local:up');
    expect((await edge.get('/up')).status).toBe(200);
  });

  test('the control plane killed with SIGKILL: tasks go on serving, and it comes back and adopts them', async () => {
    const before = await taskIds();
    await engine.killContainer(`${shared.name}-control-plane-1`, 'SIGKILL');
    for (let request = 0; request < 10; request += 1) expect((await edge.get('/up')).status).toBe(200);
    await eventually(
      'the control plane to be back',
      async () => (await tool.script('local:status')).exitCode === 0,
    );
    expect(await taskIds()).toEqual(before);
  });

  test.each(['load-balancer', 'edge', 'postgres', 'redis', 'minio'])(
    'the %s killed with SIGKILL: it comes back by itself, and the storefront with it',
    async (service) => {
      const name = `${shared.name}-${service}-1`;
      const before = (await engine.inspectContainer(name))?.startedAt?.getTime() ?? 0;
      await engine.killContainer(name, 'SIGKILL');
      await eventually(`${service} to be back`, async () => {
        const container = await engine.inspectContainer(name);
        return container?.state === 'running' && (container.startedAt?.getTime() ?? 0) > before;
      });
      await eventually('the storefront to answer', async () => (await statusOf('/')) === 200);
    },
  );

  test('LocalStack killed with SIGKILL: within 15 seconds it has everything that it had before, and a task that was started meanwhile runs', async () => {
    const endpoint = running.endpoints.awsEndpointUrl;
    const before = await emulatedResources(endpoint);
    await engine.killContainer(`${shared.name}-localstack-1`, 'SIGKILL');
    const task = tool.script('store:exec', ['--', 'sh', '-c', 'echo $DATABASE_NAME']);
    const hasAll = async () => {
      const after = await emulatedResources(endpoint).catch(() => undefined);
      return after !== undefined && isDeepStrictEqual(after, before);
    };
    await eventually('LocalStack to have everything that it had before', hasAll, 15_000);
    const { exitCode, stdout, stderr } = await task;
    expect([exitCode, stdout, stderr]).toEqual([0, expect.stringContaining('spree'), expect.anything()]);
    expect(await tool.ok('local:up')).toContain('is running');
    expect(await emulatedResources(endpoint)).toEqual(before);
  });

  test('all containers killed: the next local:up loses no data', async () => {
    const probe = await tool.ok('store:exec', ['--', 'sh', '-c', 'echo $DATABASE_NAME']);
    expect(probe).toContain('spree');
    await onPrimary(
      "CREATE TABLE IF NOT EXISTS killed_probe (word text); INSERT INTO killed_probe VALUES ('kept')",
    );
    const containers = await engine.listContainers({ 'dev.spree-parity.environment': shared.name });
    await Promise.all(containers.map(({ id }) => engine.killContainer(id, 'SIGKILL')));
    await tool.ok('local:up');
    expect(await onPrimary('SELECT word FROM killed_probe LIMIT 1')).toContain('kept');
    await onPrimary('DROP TABLE killed_probe');
    expect((await edge.get('/')).status).toBe(200);
  });
});

/** The status of a page; undefined while nothing answers. */
async function statusOf(path: string): Promise<number | undefined> {
  try {
    return (await edge.get(path)).status;
  } catch {
    return undefined;
  }
}

/** `local:up` in a copy of the checkout whose app has one more resource. */
async function upWithResource(resource: string) {
  const copy = await mkdtemp(join(tmpdir(), 'parity-checkout-'));
  const left = ['node_modules', '.git', 'cdk.out'].map((entry) => join(checkout, entry));
  await cp(checkout, copy, { recursive: true, filter: (source) => !left.includes(source) });
  await symlink(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  const cdkJson = JSON.parse(await readFile(join(checkout, 'cdk.json'), 'utf8')) as object;
  await writeFile(join(copy, 'cdk.json'), JSON.stringify({ ...cdkJson, app: 'node extra-app.ts' }));
  await writeFile(
    join(copy, 'extra-app.ts'),
    `import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { createApp } from './stack/create-app.ts';
const app = createApp();
for (const stack of app.node.children.filter(Stack.isStack)) new CfnResource(stack, 'Extra', ${resource});
app.synth();
`,
  );
  const finished = await tool.script('local:up', [], {
    checkout: copy,
    variables: { STORE_IMAGE: running.store.image },
  });
  await rm(copy, { recursive: true });
  return finished;
}

async function fileWith(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'parity-file-')), 'file');
  await writeFile(path, text);
  return path;
}

async function taskIds(): Promise<readonly string[]> {
  const containers = await engine.listContainers({
    'dev.spree-parity.environment': shared.name,
    'dev.spree-parity.role': 'container',
  });
  return containers
    .filter(({ state, labels }) => state === 'running' && labels['dev.spree-parity.container'] !== 'oneoff')
    .map(({ id }) => id)
    .toSorted();
}

async function onPrimary(sql: string): Promise<string> {
  const command = ['psql', '-X', '-h', '/tmp', '-U', 'rdsadmin', '-d', 'spree', '-A', '-t', '-c', sql];
  return (await engine.exec(`${shared.name}-postgres-1`, command)).stdout;
}
