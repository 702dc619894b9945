import { describe, expect, it } from 'vitest';
import { containerOptions } from './container-options.ts';

describe('containerOptions', () => {
  it('asks for no more than a container needs by default, and for no new privileges', () => {
    expect(
      containerOptions({ name: 'web', image: 'store:1', labels: { a: 'b' }, network: { kind: 'none' } }),
    ).toEqual({
      name: 'web',
      Image: 'store:1',
      Labels: { a: 'b' },
      Tty: false,
      OpenStdin: false,
      HostConfig: {
        NetworkMode: 'none',
        SecurityOpt: ['no-new-privileges'],
        RestartPolicy: { Name: 'no' },
      },
    });
  });

  it('translates every setting into the terms of the engine', () => {
    expect(
      containerOptions({
        name: 'web',
        image: 'store:1',
        labels: {},
        entrypoint: ['sh', '-c'],
        command: ['serve'],
        environment: { PORT: '3000' },
        user: '1000',
        workingDirectory: '/app',
        cpus: 0.25,
        cpuShares: 256,
        memoryMiB: 512,
        memoryReservationMiB: 256,
        ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }],
        readonlyRootFilesystem: true,
        init: true,
        binds: ['/a:/b:ro'],
        mounts: [{ volume: 'scratch', target: '/tmp', readOnly: false, copiesImage: false }],
        tmpfs: [{ target: '/run', sizeMiB: 64, options: ['noexec'] }],
        dropCapabilities: ['NET_RAW'],
        addCapabilities: ['SYS_PTRACE'],
        newPrivileges: true,
        healthCheck: {
          test: ['CMD-SHELL', 'true'],
          intervalMs: 5000,
          timeoutMs: 2000,
          retries: 3,
          startPeriodMs: 0,
        },
        network: { kind: 'network', name: 'n', aliases: ['web'], linkLocalAddresses: ['169.254.170.2'] },
        hostname: 'web-1',
        extraHosts: ['a:10.0.0.1'],
        ports: [{ containerPort: 80, hostPort: 8080 }],
        restart: 'unless-stopped',
        terminal: true,
        standardInput: true,
        kernelParameters: { 'net.core.somaxconn': '1024' },
      }),
    ).toEqual({
      name: 'web',
      Image: 'store:1',
      Labels: {},
      Entrypoint: ['sh', '-c'],
      Cmd: ['serve'],
      Env: ['PORT=3000'],
      User: '1000',
      WorkingDir: '/app',
      Hostname: 'web-1',
      Tty: true,
      OpenStdin: true,
      ExposedPorts: { '80/tcp': {} },
      Healthcheck: {
        Test: ['CMD-SHELL', 'true'],
        Interval: 5_000_000_000,
        Timeout: 2_000_000_000,
        Retries: 3,
        StartPeriod: 0,
      },
      HostConfig: {
        NetworkMode: 'n',
        RestartPolicy: { Name: 'unless-stopped' },
        NanoCpus: 250_000_000,
        CpuShares: 256,
        Memory: 536_870_912,
        MemorySwap: 536_870_912,
        MemoryReservation: 268_435_456,
        Ulimits: [{ Name: 'nofile', Soft: 1024, Hard: 2048 }],
        CapDrop: ['NET_RAW'],
        CapAdd: ['SYS_PTRACE'],
        Tmpfs: { '/run': 'size=64m,noexec' },
        ReadonlyRootfs: true,
        Init: true,
        Binds: ['/a:/b:ro'],
        Mounts: [
          {
            Type: 'volume',
            Source: 'scratch',
            Target: '/tmp',
            ReadOnly: false,
            VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: 'local', Options: {} } },
          },
        ],
        ExtraHosts: ['a:10.0.0.1'],
        Sysctls: { 'net.core.somaxconn': '1024' },
        PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] },
      },
      NetworkingConfig: {
        EndpointsConfig: { n: { Aliases: ['web'], IPAMConfig: { LinkLocalIPs: ['169.254.170.2'] } } },
      },
    });
  });

  it('joins the network of another container and switches the image’s own check off', () => {
    const options = containerOptions({
      name: 'web',
      image: 'store:1',
      labels: {},
      network: { kind: 'container', id: 'abc' },
      healthCheck: 'NONE',
    });
    expect([options.HostConfig?.NetworkMode, options.NetworkingConfig, options.Healthcheck]).toEqual([
      'container:abc',
      undefined,
      { Test: ['NONE'] },
    ]);
  });
});
