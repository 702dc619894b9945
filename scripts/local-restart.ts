import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { startedPorts } from '../local/environment/ports.ts';
import { hintsFor } from '../local/lifecycle/release/hints-for.ts';
import { localPlace } from '../local/lifecycle/release/release-store-image.ts';
import { openLocalTarget } from '../local/lifecycle/servers/local-target.ts';
import { restartServer, withoutServer } from '../local/lifecycle/servers/restart-server.ts';
import { composeServices } from '../local/lifecycle/servers/start-servers.ts';
import { findService } from '../operations/find-services.ts';
import { readCluster } from '../operations/read-cluster.ts';
import { restartServices } from '../operations/restart-services.ts';
import { listServiceNames } from '../operations/service-status.ts';
import { defaultRegion, type Target } from '../operations/target.ts';
import { findServerContainer, serverNamed } from './exec/find-server.ts';
import { exclusively, localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:restart',
  about:
    'replaces the tasks of services (web, worker), of all where none is named, without losing a request; or stops and starts servers (postgres, redis, ...)',
  operands: '[SERVICE ...]',
  examples: ['', 'web', 'web worker', 'redis'],
  awsCommands: [
    'ecs update-service --cluster spree-local-cluster --service spree-local-web --force-new-deployment',
  ],
  interrupted: 'What ECS has begun goes on: new tasks take the place of the old ones.',
  run: async (context) => {
    const { operands, progress, signal, say } = context;
    const servers = operands.flatMap((name) => serverNamed(name) ?? []);
    const names = operands.filter((name) => serverNamed(name) === undefined);
    const environment = localEnvironment();
    // The lock would leave a state folder behind where there is no environment.
    await startedPorts(environment);
    const engine = connectEngine();
    const hasServices = names.length > 0 || servers.length === 0;
    const target = hasServices ? await openLocalTarget(environment, defaultRegion) : undefined;
    if (target !== undefined) await assertServices(target, names);
    const restarted = await exclusively(environment, 'local:restart', context, async () => {
      const containers = await Promise.all(
        servers.map(async (server) => {
          const { id } = await findServerContainer(engine, environment, server);
          return { server, id };
        }),
      );
      for (const container of containers) {
        const { server } = container;
        say(`${server}: ${withoutServer[server]}`);
        await progress.step(server, () => restartServer(engine, container, { signal }));
      }
      if (target === undefined) return servers;
      const { pace, watchHopeless } = (await localPlace(environment)) ?? {};
      const services = await restartServices({
        ...{ target, names, progress, signal, hints: await hintsFor(target) },
        ...(pace === undefined ? {} : { pace }),
        ...(watchHopeless === undefined ? {} : { watchHopeless }),
      });
      return [...servers, ...services];
    });
    context.print(context.json ? JSON.stringify({ restarted }) : `Restarted: ${restarted.join(', ')}`);
    return 0;
  },
});

/** Before a server is stopped. Raises `SERVICE_UNKNOWN`. */
async function assertServices(target: Target, names: readonly string[]): Promise<void> {
  const known = await listServiceNames(await target.clients.ecs(), await readCluster(target));
  for (const name of names) findService(known, name, composeServices);
}
