import type { DockerOptions } from 'dockerode';
import { z } from 'zod';
import { Dockerode } from './client-library.ts';
import { containerCalls } from './container-life.ts';
import { diskUsageCall } from './disk-usage.ts';
import type { Engine } from './engine.ts';
import { type EngineAddress, findEngine } from './engine-address.ts';
import { translated } from './engine-failures.ts';
import { imageCalls } from './image-calls.ts';
import { networkAndVolumeCalls } from './network-and-volume-calls.ts';

const versionAnswer = z.object({ Version: z.string(), ApiVersion: z.string() });
const infoAnswer = z.object({
  MemTotal: z.number(),
  NCPU: z.number(),
  OperatingSystem: z.string(),
  Architecture: z.string(),
  DockerRootDir: z.string().optional(),
});
const mebibyte = 1024 * 1024;

/** The engine of this machine, spoken to with the API version that it itself prefers (1.41 or later). */
export function connectEngine(address: EngineAddress = findEngine(process.env)): Engine {
  const docker = new Dockerode(clientOptions(address));
  return {
    ping: async () => {
      await translated('answer', () => docker.ping());
    },
    info: async () => {
      const [version, info] = await translated('report its version', () =>
        Promise.all([docker.version(), docker.info()]),
      );
      return toEngineInfo(version, info);
    },
    ...diskUsageCall(docker),
    ...containerCalls(docker),
    ...imageCalls(docker),
    ...networkAndVolumeCalls(docker),
  };
}

/** Each of the two ways switches the other off, which the client would take from `DOCKER_HOST`. */
function clientOptions(address: EngineAddress): DockerOptions {
  return address.kind === 'socket'
    ? { socketPath: address.path, host: undefined, protocol: 'http' }
    : { socketPath: undefined, host: address.host, port: address.port, protocol: 'http' };
}

function toEngineInfo(versionJson: unknown, infoJson: unknown): Awaited<ReturnType<Engine['info']>> {
  const version = versionAnswer.parse(versionJson);
  const info = infoAnswer.parse(infoJson);
  return {
    serverVersion: version.Version,
    apiVersion: version.ApiVersion,
    memoryMiB: Math.floor(info.MemTotal / mebibyte),
    cpus: info.NCPU,
    operatingSystem: info.OperatingSystem,
    architecture: info.Architecture,
    ...(info.DockerRootDir === undefined ? {} : { rootFolder: info.DockerRootDir }),
  };
}
