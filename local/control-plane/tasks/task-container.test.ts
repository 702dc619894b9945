import { describe, expect, it } from 'vitest';
import { Secret } from '../../../failure/secret.ts';
import { taskContainerSpec } from './task-container.ts';
import { container, definition, settings, task } from './testing/task-fixtures.ts';

const sources = {
  region: 'ap-southeast-1',
  endpointId: 'e1',
  secrets: {},
  fileVariables: {},
  imageVolumes: [],
  hasTaskRole: true,
  pauseId: 'pause-id',
};

describe("a task's container", () => {
  it('is created from its whole definition', () => {
    const web = container({
      entryPoint: ['/bin/sh', '-c'],
      command: ['serve'],
      user: '1000',
      workingDirectory: '/app',
      memoryReservationMiB: 256,
      environment: [{ name: 'PORT', value: '3000' }],
      healthCheck: {
        command: ['CMD-SHELL', 'curl -f http://localhost:3000/up'],
        intervalSeconds: 30,
        timeoutSeconds: 5,
        retries: 3,
        startPeriodSeconds: 60,
      },
      ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
      readonlyRootFilesystem: true,
      initProcessEnabled: true,
      addedCapabilities: ['SYS_PTRACE'],
      droppedCapabilities: ['NET_RAW'],
      tmpfs: [{ containerPath: '/run', sizeMiB: 64, mountOptions: ['noexec'] }],
      mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false }],
      dockerLabels: { team: 'shop' },
      systemControls: [
        { namespace: 'net.core.somaxconn', value: '1024' },
        { namespace: 'kernel.msgmax', value: '65536' },
      ],
    });
    const spec = taskContainerSpec(
      task(),
      definition([web]),
      web,
      { ...settings, certificateAuthority: { hostPath: '/state/ca.pem', subjectHash: 'ab12' } },
      { ...sources, secrets: { PASSWORD: new Secret('hush') } },
    );
    expect(spec).toEqual({
      name: 'shop-web-01234567-web',
      image: 'store:1',
      labels: {
        team: 'shop',
        'dev.spree-parity.environment': 'shop',
        'dev.spree-parity.task': '0123456789abcdef0123456789abcdef',
        'dev.spree-parity.role': 'container',
        'dev.spree-parity.container': 'web',
      },
      entrypoint: ['/bin/sh', '-c'],
      command: ['serve'],
      environment: {
        PORT: '3000',
        PASSWORD: 'hush',
        AWS_REGION: 'ap-southeast-1',
        AWS_DEFAULT_REGION: 'ap-southeast-1',
        AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
        AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/e1',
        ECS_CONTAINER_METADATA_URI: 'http://169.254.170.2/v3/e1-web',
        ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/e1-web',
        ECS_AGENT_URI: 'http://169.254.170.2/api/e1-web',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
        AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4572',
        PARITY_STOREFRONT_URL: 'https://localhost:8443',
      },
      user: '1000',
      workingDirectory: '/app',
      cpus: 0.5,
      cpuShares: 512,
      memoryMiB: 1024,
      memoryReservationMiB: 256,
      ulimits: [{ name: 'nofile', soft: 1024, hard: 4096 }],
      readonlyRootFilesystem: true,
      init: true,
      binds: ['/state/ca.pem:/etc/ssl/certs/ab12.0:ro'],
      mounts: [{ volume: 'shop-web-01234567-tmp', target: '/tmp', readOnly: false, copiesImage: false }],
      tmpfs: [{ target: '/run', sizeMiB: 64, options: ['noexec'] }],
      dropCapabilities: ['NET_RAW'],
      addCapabilities: ['SYS_PTRACE'],
      newPrivileges: true,
      healthCheck: {
        test: ['CMD-SHELL', 'curl -f http://localhost:3000/up'],
        intervalMs: 30_000,
        timeoutMs: 5_000,
        retries: 3,
        startPeriodMs: 60_000,
      },
      network: { kind: 'container', id: 'pause-id' },
      restart: 'no',
      terminal: false,
      standardInput: false,
      kernelParameters: { 'kernel.msgmax': '65536' },
    });
  });

  it('leaves to the image what its definition does not set, except for the health check', () => {
    const web = container();
    const spec = taskContainerSpec(task(), definition([web]), web, settings, sources);
    expect(Object.keys(spec)).not.toEqual(
      expect.arrayContaining(['entrypoint', 'command', 'user', 'workingDirectory']),
    );
    expect(spec).toMatchObject({
      healthCheck: 'NONE',
      ulimits: [{ name: 'nofile', soft: 65_535, hard: 65_535 }],
      binds: [],
    });
  });

  it('takes the overrides of a one-off task, which cannot redirect AWS calls', () => {
    const web = container({ command: ['serve'], environment: [{ name: 'A', value: 'definition' }] });
    const overridden = task({
      overrides: {
        cpu: 1024,
        memoryMiB: 2048,
        containerOverrides: [
          {
            name: 'web',
            command: ['migrate'],
            environment: [
              { name: 'A', value: 'override' },
              { name: 'AWS_ENDPOINT_URL', value: 'https://ecs.amazonaws.com' },
            ],
          },
        ],
      },
    });
    const spec = taskContainerSpec(overridden, definition([web]), web, settings, sources);
    expect(spec).toMatchObject({ command: ['migrate'], cpus: 1, memoryMiB: 2048 });
    expect(spec.environment).toMatchObject({ A: 'override', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
  });

  it('is told where the storefront is in a browser, whatever its definition says', () => {
    const web = container({ environment: [{ name: 'PARITY_STOREFRONT_URL', value: 'https://a' }] });
    const moved = { ...settings, storefrontUrl: 'https://localhost:8444' };
    const spec = taskContainerSpec(task(), definition([web]), web, moved, sources);
    expect(spec.environment).toMatchObject({ PARITY_STOREFRONT_URL: 'https://localhost:8444' });
  });

  it('is told the time scale that its task was created under, whatever its definition says', () => {
    const environment = [{ name: 'PARITY_TIME_SCALE', value: '2' }];
    const web = container({ environment });
    const spec = taskContainerSpec(task({ timeScale: 10 }), definition([web]), web, settings, sources);
    expect(spec.environment).toMatchObject({ PARITY_TIME_SCALE: '10' });
  });

  it('copies the image into a volume only where the image declares the path as a volume', () => {
    const mountPoints = ['/data/', '/etc'].map((containerPath) => ({
      sourceVolume: 'shared',
      containerPath,
      readOnly: false,
    }));
    const web = container({ mountPoints });
    const declared = { ...sources, imageVolumes: ['/data'] };
    const spec = taskContainerSpec(task(), definition([web]), web, settings, declared);
    expect(spec.mounts?.map(({ target, copiesImage }) => [target, copiesImage])).toEqual([
      ['/data/', true],
      ['/etc', false],
    ]);
  });

  it('takes the last value of a variable that its definition has twice', () => {
    const environment = [
      { name: 'A', value: 'first' },
      { name: 'A', value: 'last' },
    ];
    const web = container({ environment });
    const spec = taskContainerSpec(task(), definition([web]), web, settings, sources);
    expect(spec.environment).toMatchObject({ A: 'last' });
  });

  it('puts its definition before its environment files', () => {
    const web = container({ environment: [{ name: 'BOTH', value: 'definition' }] });
    const fileVariables = { BOTH: 'file', OWN: 'file' };
    const spec = taskContainerSpec(task(), definition([web]), web, settings, { ...sources, fileVariables });
    expect(spec.environment).toMatchObject({ BOTH: 'definition', OWN: 'file' });
  });

  it('has a terminal and a standard input if its definition says so', () => {
    const web = container({ pseudoTerminal: true, interactive: true });
    const spec = taskContainerSpec(task(), definition([web]), web, settings, sources);
    expect(spec).toMatchObject({ terminal: true, standardInput: true });
  });

  it('has no longer start period of its health check than the environment allows', () => {
    const web = container({
      healthCheck: {
        ...{ command: ['CMD-SHELL', 'true'], intervalSeconds: 30, timeoutSeconds: 5, retries: 3 },
        startPeriodSeconds: 180,
      },
    });
    const spec = taskContainerSpec(
      task(),
      definition([web]),
      web,
      { ...settings, longestGraceSeconds: 20 },
      sources,
    );
    expect(spec.healthCheck).toMatchObject({ startPeriodMs: 20_000, retries: 3 });
  });

  it('asks for no more open files than the engine can give', () => {
    const web = container();
    const spec = taskContainerSpec(
      task(),
      definition([web]),
      web,
      { ...settings, mostOpenFiles: 20_000 },
      sources,
    );
    expect(spec.ulimits).toEqual([{ name: 'nofile', soft: 20_000, hard: 20_000 }]);
  });

  it('has no credentials where the task has no role', () => {
    const web = container();
    const spec = taskContainerSpec(task(), definition([web]), web, settings, {
      ...sources,
      hasTaskRole: false,
    });
    expect(Object.keys(spec.environment ?? {})).not.toContain('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI');
  });

  it('mounts files of the machine where live code asks for it, beside volumes that are made for the task', () => {
    const web = container({
      mountPoints: [
        { sourceVolume: 'code', containerPath: '/app/app', readOnly: true },
        { sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false },
      ],
    });
    const volumes = [{ name: 'code', hostPath: '/state/live/app' }, { name: 'tmp' }];
    const spec = taskContainerSpec(task(), definition([web], { volumes }), web, settings, sources);
    expect(spec.binds).toEqual(['/state/live/app:/app/app:ro']);
    expect(spec.mounts?.map(({ target }) => target)).toEqual(['/tmp']);
  });
});
