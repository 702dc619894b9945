import { chdir, cwd } from 'node:process';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ImageDemand } from '../local/lifecycle/release/build-release.ts';
import { deployScript } from '../scripts/deploy/deploy-script.ts';
import { destroyScript } from '../scripts/removal/destroy-script.ts';
import { runScript } from '../scripts/run-script.ts';
import type { Script } from '../scripts/script.ts';
import { owned } from '../stack/testing/owned.ts';
import { libraryVariables } from '../testing/moto/by-library.ts';
import { type Interception, queryError } from '../testing/moto/front/moto-front.ts';
import { type MotoServer, startMoto } from '../testing/moto/moto-server.ts';
import { type OwnedCheckout, ownedCheckout } from '../testing/moto/owned-checkout.ts';
import { openStoreAccount, type StoreAccount } from '../testing/moto/store-account.ts';
import { numberVariable } from '../testing/number-variable.ts';

/** What this machine does for a deployment, and whether the storefront does not answer. */
const machine = vi.hoisted(() => {
  const log: string[] = [];
  const own = {
    log,
    isDown: false,
    does: (what: string) => void own.log.push(what),
    pushTo: async (_name: string): Promise<void> => {},
  };
  return own;
});

// The account is on this machine, which the guard is there to refuse; `read-endpoint-settings.test.ts` tests it.
vi.mock('../scripts/change/refuse-other-endpoints.ts', () => ({ refuseOtherEndpoints: async () => {} }));
vi.mock('../local/docker/dockerode-engine.ts', () => ({
  connectEngine: () => ({
    info: async () => ({ architecture: 'x86_64' }),
    inspectImage: async (name: string) =>
      name === 'store:built' ? { id: `sha256:${'1'.repeat(64)}`, architecture: 'amd64' } : undefined,
    tagImage: async () => {},
    removeImage: async () => {},
    pushImage: async (name: string) => {
      machine.does('push');
      await machine.pushTo(name);
    },
  }),
}));
vi.mock('../local/lifecycle/release/build-release.ts', () => ({
  buildRelease: async (_: unknown, { tag, platform }: ImageDemand) => {
    machine.does(`build for ${platform}`);
    return {
      image: 'store:built',
      tag: await tag({ kind: 'demo', why: 'a test', image: 'store:built', tag: 'built' }),
    };
  },
}));
vi.mock('../local/lifecycle/contract/check-contract.ts', () => ({
  checkContract: async () => machine.does('look into the image'),
}));
vi.mock('../local/lifecycle/release/publish-store-assets.ts', () => ({
  publishStoreAssets: async () => {
    machine.does('publish');
    return 'published';
  },
}));
vi.mock('../operations/release/smoke-check.ts', () => ({
  smokeCheck: async () => {
    machine.log.push('look at the storefront');
    if (!machine.isDown) return 'answers';
    const { Failure } = await import('../failure/failure.ts');
    throw new Failure('SMOKE_CHECK_FAILED', 'It answers 500');
  },
}));

let moto: MotoServer;
let checkout: OwnedCheckout;
let account: StoreAccount;
const home = cwd();
const mailPassword = 'hunter22hunter22';

beforeAll(async () => {
  moto = await startMoto(owned.account);
}, 400_000);
afterAll(() => moto[Symbol.asyncDispose]());
beforeEach(async () => {
  checkout = await ownedCheckout();
  account = await openStoreAccount(moto);
  machine.pushTo = pushTo;
  machine.log = account.log;
  const variables = libraryVariables(account.endpoint, account.home);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  chdir(checkout.folder);
});
afterEach(async () => {
  chdir(home);
  vi.unstubAllEnvs();
  machine.isDown = false;
  await account[Symbol.asyncDispose]();
  await checkout[Symbol.asyncDispose]();
});

const region = 'ap-southeast-1';

/** Puts what the engine would push into the repository: `ACCOUNT.dkr.ecr.../NAME:TAG`. */
async function pushTo(name: string): Promise<void> {
  const [, repositoryName = '', imageTag = ''] = /^[^/]+\/([^:]+):(.+)$/.exec(name) ?? [];
  const ecr = await account.clientsOf(region).ecr();
  const imageManifest = JSON.stringify({
    ...{ schemaVersion: 2, mediaType: 'application/vnd.docker.distribution.manifest.v2+json' },
    config: {
      ...{ mediaType: 'application/vnd.docker.container.image.v1+json', size: 2 },
      digest: `sha256:${'1'.repeat(64)}`,
    },
    layers: [],
  });
  await ecr.putImage({ repositoryName, imageTag, imageManifest });
}

async function makeMailSecret(): Promise<void> {
  const secrets = await account.clientsOf(region).secretsManager();
  const SecretString = JSON.stringify({ username: 'shop', password: mailPassword });
  await secrets.createSecret({ Name: owned.mail.secretName, SecretString });
}

/** Runs a script as its command line does. */
async function runs(script: Script, ...argv: readonly string[]) {
  const written: string[] = [];
  const write = (text: unknown) => {
    written.push(String(text));
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(write),
  );
  try {
    await runScript(script, argv);
    return { code: process.exitCode, output: written.join('') };
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}

const deploys = (...argv: readonly string[]) =>
  runs(deployScript('deploy:staging', 'staging'), '--no-drift', ...argv);

/** What was done, in order, by CloudFormation, by the machine and by one-off tasks. */
const done = () => account.log.splice(0);

const image = ['build for linux/amd64', 'look into the image', 'push', 'publish'];

async function stackNames(): Promise<readonly (string | undefined)[]> {
  const { Stacks = [] } = await (await account.clientsOf(region).cloudFormation()).describeStacks({});
  return Stacks.map(({ StackName }) => StackName);
}

async function lockParameters(): Promise<readonly (string | undefined)[]> {
  const ssm = await account.clientsOf(region).ssm();
  const { Parameters = [] } = await ssm.getParametersByPath({ Path: '/spree-staging', Recursive: true });
  return Parameters.map(({ Name }) => Name);
}

async function deployFirst(): Promise<string> {
  await makeMailSecret();
  const tag = (await checkout.commit()).slice(0, 12);
  const { code, output } = await deploys('--yes');
  expect([code, output]).toEqual([0, expect.stringContaining(`${tag} runs in staging`)]);
  expect(output).not.toContain(mailPassword);
  expect(output).toContain('get-secret-value --secret-id spree-staging/admin ');
  return tag;
}

/** Each fault takes a deployment of some seconds. */
const isFull = numberVariable('CI_FULL', 0) === 1;

/** A fault of each kind of later deployment, and what is said of the state that it leaves. */
const faults = [
  {
    stage: 'scan',
    begin: () => void account.findings.push('CVE-2026-1'),
    end: () => account.findings.splice(0),
    says: 'the image is in its repository, and nothing runs it',
  },
  {
    stage: 'infrastructure',
    begin: () => account.failWith(refusingChanges),
    end: () => account.failWith(),
    says: 'No task of the new image was started in staging',
  },
  {
    stage: 'migrate',
    begin: () => void account.failing.add('db:migrate'),
    end: () => account.failing.clear(),
    says: 'No service was started or changed in staging',
  },
  {
    stage: 'services',
    begin: () => {
      machine.isDown = true;
    },
    end: () => {
      machine.isDown = false;
    },
    says: 'Migrations that ran before it stay in the database of staging',
  },
] as const;

/** CloudFormation refuses to carry a change set out. */
const refusingChanges: Interception = async (call, onward) =>
  call.action === 'ExecuteChangeSet'
    ? queryError('ValidationError', 'The stack cannot be changed now')
    : await onward(call);

test('a store is deployed to an empty account, and from the next commit, which goes on after a fault', async () => {
  const one = await deployFirst();
  expect(done()).toEqual([
    'ExecuteChangeSet CDKToolkit',
    `CreateStack spree-staging ${one}, one-off ${one}, no tasks`,
    ...image,
    ...['one-off set-up', 'one-off db:migrate', 'one-off db:seed'],
    `UpdateStack spree-staging ${one}, one-off ${one}`,
    'look at the storefront',
  ]);
  const two = (await checkout.commit()).slice(0, 12);
  const preview = await deploys('--markdown');
  expect([preview.code, done()]).toEqual([0, []]);
  expect(preview.output).toContain(`image ${two} in place of ${one}`);
  for (const { stage, begin, end, says } of isFull ? faults : faults.slice(-2)) {
    begin();
    const failed = await deploys('--yes');
    end();
    expect([stage, failed.code, failed.output]).toEqual([stage, 1, expect.stringContaining(says)]);
    expect(failed.output).not.toContain(mailPassword);
    expect([stage, await account.store.running()]).toEqual([stage, { web: one, worker: one }]);
  }
  done();
  const again = await deploys('--yes', '--json');
  expect(again.code).toBe(0);
  // What was pushed before a fault is there.
  expect(done()).toEqual([
    ...image.filter((what) => what !== 'push'),
    `UpdateStack spree-staging ${one}, one-off ${two}`,
    ...['one-off set-up', 'one-off db:migrate'],
    `UpdateStack spree-staging ${two}, one-off ${two}`,
    'look at the storefront',
  ]);
  expect(await account.store.running()).toEqual({ web: two, worker: two });
});

/** Puts two versions of an object and a marker of its deletion into each bucket of the store. Gives the names of the buckets. */
async function fillBuckets(): Promise<readonly string[]> {
  const s3 = await account.clientsOf(region).s3();
  const { Buckets = [] } = await s3.listBuckets();
  const names = Buckets.map(({ Name = '' }) => Name).filter((name) => name.startsWith('spree-staging'));
  for (const Bucket of names) {
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    for (const Body of ['one', 'two']) await s3.putObject({ Bucket, Key: 'object', Body });
    await s3.deleteObject({ Bucket, Key: 'object' });
  }
  return names;
}

/** S3 keeps what is to be deleted. */
const refusing: Interception = async (call, onward) => {
  if (call.service !== 's3' || !call.path.includes('?delete')) return await onward(call);
  const body = '<Error><Code>AccessDenied</Code><Message>Access Denied by a bucket policy</Message></Error>';
  return { status: 403, headers: { 'content-type': 'application/xml' }, body };
};

/** CloudFormation begins with a deletion and fails. */
function failingDeletion(): Interception {
  let isFailed = false;
  return async (call, onward) => {
    const { action, parameters } = call;
    if (call.service !== 'cloudformation' || parameters.get('StackName')?.includes('spree-staging') !== true)
      return await onward(call);
    if (action === 'DeleteStack') {
      isFailed = true;
      const body = '<DeleteStackResponse><ResponseMetadata/></DeleteStackResponse>';
      return { status: 200, headers: { 'content-type': 'text/xml' }, body };
    }
    const answer = await onward(call);
    if (!isFailed || action !== 'DescribeStacks') return answer;
    const body = String(answer.body).replaceAll(/<StackStatus>[^<]*/g, '<StackStatus>DELETE_FAILED');
    return { ...answer, body };
  };
}

test('a store is deleted with its versions, markers and images, and goes on after a fault from there', async () => {
  await deployFirst();
  done();
  const buckets = await fillBuckets();
  const destroys = (...argv: readonly string[]) => runs(destroyScript, '--env', 'staging', ...argv);
  const confirmed = ['--confirm', 'spree-staging', '--json'];

  const unasked = await destroys();
  expect([unasked.code, unasked.output]).toEqual([1, expect.stringContaining('--confirm spree-staging')]);
  const other = await destroys('--confirm', 'spree-production');
  expect([other.code, other.output]).toEqual([
    2,
    expect.stringContaining("--confirm must be spree-staging, not 'spree-production'"),
  ]);

  account.failWith(failingDeletion());
  const failed = await destroys(...confirmed);
  expect([failed.code, failed.output]).toEqual([
    1,
    expect.stringContaining('spree-staging is DELETE_FAILED'),
  ]);
  const ecr = await account.clientsOf(region).ecr();
  expect((await ecr.listImages({ repositoryName: 'spree-staging' })).imageIds).toEqual([]);

  account.failWith(refusing);
  const refused = await destroys(...confirmed);
  expect([refused.code, refused.output]).toEqual([
    1,
    expect.stringContaining('Access Denied by a bucket policy'),
  ]);
  expect(await stackNames()).toEqual(['CDKToolkit']);

  account.failWith();
  const removed = await destroys(...confirmed);
  expect(removed.code).toBe(0);
  const result = JSON.parse(removed.output.trim().split('\n').at(-1) ?? '');
  expect(result).toMatchObject({
    stack: 'spree-staging',
    emptied: Object.fromEntries(buckets.map((name) => [name, 3])),
  });
  expect(result.left).toEqual(
    expect.arrayContaining(
      buckets.map((name) =>
        expect.objectContaining({
          kind: 'bucket',
          name,
          remove: `aws s3 rb s3://${name} --region ${region}`,
        }),
      ),
    ),
  );
  const s3 = await account.clientsOf(region).s3();
  for (const Bucket of buckets) {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
    expect([...Versions, ...DeleteMarkers]).toEqual([]);
  }
  expect(await lockParameters()).toEqual([]);
});

/** STS says that the credentials are of another account. */
const ofAnotherAccount: Interception = async (call, onward) => {
  const answer = await onward(call);
  return call.action === 'GetCallerIdentity'
    ? { ...answer, body: String(answer.body).replaceAll(owned.account, '999988887777') }
    : answer;
};

test('what is guarded is refused before anything is changed', async () => {
  await checkout.commit();
  const refusals = async () => {
    const unasked = await deploys();
    const noSecret = await deploys('--yes');
    account.failWith(ofAnotherAccount);
    const elsewhere = await deploys('--yes');
    const unpushed = await runs(deployScript('deploy:prod', 'production'), '--yes');
    return { unasked, noSecret, elsewhere, unpushed };
  };
  const codes = {
    unasked: 'NOT_CONFIRMED',
    noSecret: 'NO_MAIL_SECRET',
    elsewhere: 'WRONG_ACCOUNT',
    unpushed: 'COMMIT_NOT_PUSHED',
  };
  const refused = await refusals();
  expect(Object.entries(refused).map(([name, { code, output }]) => [name, code, output])).toEqual(
    Object.entries(codes).map(([name, code]) => [name, 1, expect.stringContaining(`[${code}]`)]),
  );
  expect(done()).toEqual([]);
  expect(await stackNames()).toEqual([]);
});
