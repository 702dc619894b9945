import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgress } from '../../../progress/progress.ts';
import type { ContainerSpec } from '../../docker/engine.ts';
import { type ContractCheck, checkContract } from './check-contract.ts';
import type { ContractDemand } from './contract-demand.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-contract-'));
});

afterEach(() => rm(folder, { recursive: true }));

const good = ['user\t1000\t-\t-', 'directory\t/app\twritable\t-', 'authorities\t/etc/ssl/certs\tthere\t-'];

const demand: ContractDemand = {
  parts: [
    { kind: 'program', name: 'bin/rails', setting: 'web.command' },
    { kind: 'program', name: 'psql', setting: 'setUp' },
  ],
  port: 3000,
};

/** An engine whose container writes these lines. */
function engineWith(lines: readonly string[], { exposedPorts = [3000], cannotStart = false } = {}) {
  const created: ContainerSpec[] = [];
  const removed: string[] = [];
  const engine: ContractCheck['engine'] = {
    inspectImage: async (name) => ({
      ...{ id: `id of ${name}`, names: [name], sizeBytes: 1, createdAt: new Date(0), architecture: 'amd64' },
      ...{ labels: {}, digest: '', volumes: [], stopSignal: undefined, exposedPorts },
    }),
    createContainer: async (spec) => {
      created.push(spec);
      return 'one';
    },
    startContainer: async () => {
      if (cannotStart) throw new Error('exec: "/bin/sh": stat /bin/sh: no such file or directory');
    },
    waitForExit: async () => 0,
    async *containerLogs() {
      for (const text of lines) yield { text, at: new Date(0), stream: 'stdout' as const };
    },
    removeContainer: async (id) => {
      removed.push(id);
    },
  };
  return { engine, created, removed };
}

function check(engine: ContractCheck['engine'], changes: Partial<ContractCheck> = {}) {
  const said: string[] = [];
  const progress = createProgress((event) => {
    if (event.type === 'ended' && event.result !== undefined) said.push(event.result);
  });
  const file = join(folder, 'contract');
  const { signal } = new AbortController();
  const done = progress.step('Contract', (step) =>
    checkContract(
      { engine, image: 'shop:1', demand, labels: { own: 'yes' }, file, signal, ...changes },
      step,
    ),
  );
  return { done, said };
}

describe('the contract of an image', () => {
  it('is looked at once in a container without a network, which is removed', async () => {
    const { engine, created, removed } = engineWith(good);
    await check(engine).done;
    await check(engine).done;
    expect(created).toHaveLength(1);
    expect(created[0]).toMatchObject({
      image: 'shop:1',
      entrypoint: ['/bin/sh'],
      labels: { own: 'yes' },
      network: { kind: 'none' },
    });
    expect(removed).toEqual(['one']);
  });

  it('is looked at again for another image, and for other needs', async () => {
    const { engine, created } = engineWith(good);
    await check(engine).done;
    await check(engine, { image: 'shop:2' }).done;
    await check(engine, { image: 'shop:2', demand: { ...demand, port: 4000 } }).done;
    expect(created).toHaveLength(3);
  });

  it('is refused with all that is missing, a line each with what to do, and looked at again', async () => {
    const { engine, created, removed } = engineWith([
      'user\t0\t-\t-',
      'directory\t/app\tfixed\t-',
      'authorities\t/etc/ssl/certs\tabsent\t-',
      'program\tbin/rails\tuninterpreted\truby',
      'program\tpsql\tabsent\t-',
    ]);
    const { done } = check(engine);
    await expect(done).rejects.toMatchObject({
      code: 'CONTRACT_NOT_MET',
      message: [
        'The image of the store lacks what its tasks need; nothing of it was run:',
        '- web.command needs the program bin/rails, whose first line asks for ruby, which is not in the image: install it, or name another program',
        '- setUp needs the program psql, which is not in the image: install the package postgresql-client, or set setUp in parity.yml',
        '- No certificate authority is known (/etc/ssl/certs is empty), and all connections are verified: install the package ca-certificates',
        '- The working directory /app and its tmp cannot be written by its user (uid 0): in the Dockerfile, chown one of them to the user, or COPY --chown=1000:1000',
        '- Its tasks run as root: add USER 1000 to the Dockerfile',
      ].join('\n'),
    });
    expect(removed).toEqual(['one']);
    await check(engine).done.catch(() => undefined);
    expect(created).toHaveLength(2);
  });

  it('may be met with remarks: another user, another port', async () => {
    const { engine } = engineWith(['user\t33\t-\t-', ...good.slice(1)], { exposedPorts: [80, 443] });
    const { done, said } = check(engine);
    await done;
    expect(said).toEqual([
      'met; Its tasks run as uid 33; the contract has 1000 (USER in the Dockerfile); ' +
        'Its Dockerfile exposes 80, 443, but visitors are sent to port 3000: set web.port in parity.yml if it listens there',
    ]);
  });

  it('does not ask for a working directory that can be written where no task is of Rails', async () => {
    const { engine } = engineWith(good.map((line) => line.replace('writable', 'fixed')));
    const { done, said } = check(engine, { demand: { parts: [], port: undefined } });
    await done;
    expect(said).toEqual(['met']);
  });

  it('is not met by an image without a shell', async () => {
    const { engine, removed } = engineWith([], { cannotStart: true });
    await expect(check(engine).done).rejects.toMatchObject({
      code: 'CONTRACT_NOT_MET',
      message: expect.stringContaining('It has no /bin/sh that runs'),
    });
    expect(removed).toEqual(['one']);
  });
});
