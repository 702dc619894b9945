import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { createProgress } from '../../../../progress/progress.ts';
import { ensureCertificates } from '../../../certificates/ensure-certificates.ts';
import { connectEngine } from '../../../docker/dockerode-engine.ts';
import type { ContainerSpec, Engine } from '../../../docker/engine.ts';
import { environmentLabel } from '../../../environment/local-environment.ts';
import { ensureImages } from '../../../images/ensure-images.ts';

/** The servers of an integration test: HAProxy, nginx and targets in a network of their own. */
export interface Stage {
  readonly engine: Engine;
  readonly name: string;
  /** The folder that stands for the runtime volume, under the same path in the containers. */
  readonly folder: string;
  readonly loadBalancerFolder: string;
  readonly edgeFolder: string;
  readonly certificates: string;
  readonly loadBalancerPort: number;
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly haproxyImage: string;
  readonly nginxImage: string;
  /** Starts a target that answers as `target.cfg` says, and gives its address. */
  startTarget(hostname: string): Promise<string>;
  /** The container of a server, for signals. */
  container(server: 'load-balancer' | 'edge'): string;
  /** Runs a program of an image to its end; gives its exit code. */
  runOnce(image: string, command: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

const checkout = process.cwd();
const here = 'local/control-plane';

/** Opens a stage; everything of it carries the label of an environment of its own. */
export async function openStage(): Promise<Stage> {
  const engine = connectEngine();
  const name = `balancing-${randomBytes(4).toString('hex')}`;
  const labels = { [environmentLabel]: name };
  const folder = await mkdtemp(join(tmpdir(), 'spree-parity-test-'));
  await prepare(folder);
  const progress = createProgress(() => undefined);
  const { haproxy, nginx } = await ensureImages(engine, ['haproxy', 'nginx'], { checkout, progress });
  const ports = { loadBalancer: await getPort(), https: await getPort(), http: await getPort() };
  await engine.createNetwork(name, labels);

  async function start(spec: Omit<ContainerSpec, 'labels' | 'network'>): Promise<string> {
    const id = await engine.createContainer({ ...spec, labels, network: { kind: 'network', name } });
    await engine.startContainer(id);
    return id;
  }
  const binds = [`${folder}:${folder}`, `${join(checkout, here)}:/workspace/${here}:ro`];
  const loadBalancer = await start({
    name: `${name}-load-balancer`,
    image: haproxy.image,
    user: 'root',
    entrypoint: ['sh', `/workspace/${here}/load-balancer/entry.sh`],
    command: [],
    environment: { LOAD_BALANCER_FOLDER: join(folder, 'load-balancer') },
    binds,
    ports: [{ containerPort: 80, hostPort: ports.loadBalancer }],
  });
  const edge = await start({
    name: `${name}-edge`,
    image: nginx.image,
    entrypoint: ['sh', `/workspace/${here}/edge/entry.sh`],
    command: [],
    environment: { EDGE_FOLDER: join(folder, 'edge') },
    binds,
    ports: [
      { containerPort: 8443, hostPort: ports.https },
      { containerPort: 8080, hostPort: ports.http },
    ],
  });

  return {
    engine,
    name,
    folder,
    loadBalancerFolder: join(folder, 'load-balancer'),
    edgeFolder: join(folder, 'edge'),
    certificates: join(folder, 'certificates'),
    loadBalancerPort: ports.loadBalancer,
    httpsPort: ports.https,
    httpPort: ports.http,
    haproxyImage: haproxy.image,
    nginxImage: nginx.image,
    container: (server) => (server === 'edge' ? edge : loadBalancer),
    startTarget: async (hostname) => {
      const id = await start({
        name: `${name}-${hostname}`,
        hostname,
        image: haproxy.image,
        user: 'root',
        entrypoint: ['haproxy', '-f', '/stage/target.cfg'],
        command: [],
        binds: [`${join(folder, 'stage')}:/stage:ro`],
      });
      return (await engine.inspectContainer(id))?.addresses[name] ?? '';
    },
    runOnce: async (image, command) => {
      const [program = '', ...args] = command;
      const id = await start({
        name: `${name}-${randomBytes(4).toString('hex')}`,
        image,
        user: 'root',
        entrypoint: [program],
        command: args,
        binds,
      });
      return engine.waitForExit(id);
    },
    close: async () => {
      for (const { id } of await engine.listContainers(labels)) await engine.removeContainer(id);
      await engine.removeNetwork(name);
      await rm(folder, { recursive: true });
    },
  };
}

/** The servers drop their privileges, so the folders let them pass. */
async function prepare(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const name of ['load-balancer', 'edge', 'stage']) await mkdir(join(folder, name));
  await ensureCertificates(join(folder, 'certificates'), { now: new Date() });
  await copyFile(join(checkout, here, 'load-balancer/testing/target.cfg'), join(folder, 'stage/target.cfg'));
  await writeFile(join(folder, 'stage/script.js'), `// ${'x'.repeat(5000)}\n`);
}
