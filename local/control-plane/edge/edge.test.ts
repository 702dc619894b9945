import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exampleLoadBalancer } from '../load-balancer/testing/example-workload.ts';
import { createEdge } from './edge.ts';
import { exampleDistribution } from './testing/example-distribution.ts';

const workload = {
  distributions: [exampleDistribution()],
  loadBalancers: [exampleLoadBalancer()],
  buckets: [],
};
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'edge-'));
  await writeFile(join(root, 'edge.crt'), 'certificate');
  await writeFile(join(root, 'edge.key'), 'key');
});
afterEach(() => rm(root, { recursive: true }));

it('writes what nginx reads and reloads it when something of it changed', async () => {
  let reloads = 0;
  const edge = createEdge({
    folder: join(root, 'edge'),
    certificates: root,
    publishedHttpsPort: 8443,
    loadBalancerFolder: join(root, 'load-balancer'),
    s3Server: 'minio:9000',
    readerAgent: (logicalId: string) => `Amazon CloudFront as ${logicalId}`,
    reload: async () => {
      reloads += 1;
    },
  });
  expect([await edge.configure(workload), reloads]).toEqual([{ changed: true }, 1]);
  expect([await edge.configure(workload), reloads]).toEqual([{ changed: false }, 1]);
  await writeFile(join(root, 'edge.crt'), 'renewed');
  expect([await edge.configure(workload), reloads]).toEqual([{ changed: true }, 2]);
  expect(await readFile(join(root, 'edge', 'edge.crt'), 'utf8')).toBe('renewed');
});
