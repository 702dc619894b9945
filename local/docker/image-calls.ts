import type Dockerode from 'dockerode';
import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import type { Engine, RegistryLogin } from './engine.ts';
import { engineFailure, translated, unlessStatus } from './engine-failures.ts';
import { engineStream } from './engine-stream.ts';
import { toImageDetails } from './image-answers.ts';
import { registryOf, splitImageName } from './image-name.ts';
import { jsonLines } from './json-lines.ts';
import { labelFilter } from './label-filter.ts';

type ImageCalls = Pick<
  Engine,
  'inspectImage' | 'pullImage' | 'pushImage' | 'tagImage' | 'importImage' | 'listImages' | 'removeImage'
>;

const notFound = 404;
const listedImage = z.object({ Id: z.string() });
const progressLine = z.object({
  status: z.string().optional(),
  id: z.string().optional(),
  progress: z.string().optional(),
  error: z.string().optional(),
});

/** The engine's calls about images. */
export function imageCalls(docker: Dockerode): ImageCalls {
  const inspect = async (name: string) => {
    const answer = await unlessStatus([notFound], undefined, `inspect the image ${name}`, () =>
      docker.getImage(name).inspect(),
    );
    return answer === undefined ? undefined : toImageDetails(answer, name);
  };
  return {
    inspectImage: inspect,
    pullImage: (...pull) => pullImage(docker, ...pull),
    pushImage: (...push) => pushImage(docker, ...push),
    tagImage: async (name, newName) => {
      const { repository, tag } = splitImageName(newName);
      await translated(`tag the image ${name} as ${newName}`, () =>
        docker.getImage(name).tag({ repo: repository, tag }),
      );
    },
    importImage: (tar, name, changes = []) => importImage(docker, tar, name, changes),
    listImages: async (labels) => {
      const filters = { label: labelFilter(labels) };
      const listed = await translated('list its images', () => docker.listImages({ filters }));
      const details = await Promise.all(listed.map((image) => inspect(listedImage.parse(image).Id)));
      return details.filter((image) => image !== undefined);
    },
    removeImage: (name) =>
      unlessStatus([notFound], undefined, `remove the image ${name}`, () => docker.getImage(name).remove()),
  };
}

async function pullImage(
  docker: Dockerode,
  ...[name, onLine, signal, login]: Parameters<Engine['pullImage']>
): Promise<void> {
  const options = {
    ...(signal === undefined ? {} : { abortSignal: signal }),
    ...(login === undefined ? {} : { authconfig: authOf(name, login) }),
  };
  try {
    const open = () => docker.pull(name, options);
    await drain(engineStream(`pull ${name}`, open, signal), onLine);
  } catch (error) {
    const failure = engineFailure(`pull ${name}`, error);
    if (failure instanceof Failure && failure.code === 'ENGINE_UNREACHABLE') throw failure;
    throw new Failure('ENGINE_PULL_FAILED', `The image ${name} cannot be pulled: ${failure.message}`, {
      cause: error,
      hint: 'Check the name, and that this machine can reach the registry.',
    });
  }
  signal?.throwIfAborted();
}

function authOf(name: string, { username, password }: RegistryLogin) {
  return { username, password: password.reveal(), serveraddress: registryOf(name) };
}

/** The engine takes the login with the request; neither it nor this process keeps it. */
async function pushImage(
  docker: Dockerode,
  ...[name, login, onLine, signal]: Parameters<Engine['pushImage']>
): Promise<void> {
  const { repository, tag } = splitImageName(name);
  const authconfig = authOf(name, login);
  const aborting = signal === undefined ? {} : { abortSignal: signal };
  try {
    const open = () => docker.getImage(repository).push({ tag, authconfig, ...aborting });
    await drain(engineStream(`push ${name}`, open, signal), onLine);
  } catch (error) {
    const failure = engineFailure(`push ${name}`, error);
    if (failure instanceof Failure && failure.code === 'ENGINE_UNREACHABLE') throw failure;
    throw new Failure('ENGINE_PUSH_FAILED', `The image ${name} cannot be pushed: ${failure.message}`, {
      cause: error,
      hint: 'Check that the engine reaches the registry, and what the registry says of the tag.',
    });
  }
  signal?.throwIfAborted();
}

async function importImage(
  docker: Dockerode,
  tar: Parameters<Engine['importImage']>[0],
  name: string,
  changes: readonly string[],
): Promise<void> {
  const { repository, tag } = splitImageName(name);
  const open = () => docker.importImage(tar, { repo: repository, tag, changes: [...changes] });
  await translated(`import the image ${name}`, () => drain(engineStream(`import the image ${name}`, open)));
}

/** An engine says in the stream, after a status of 200, that the work failed. */
async function drain(chunks: AsyncIterable<Buffer>, onLine?: (line: string) => void): Promise<void> {
  for await (const value of jsonLines(chunks)) {
    const line = progressLine.parse(value);
    if (line.error !== undefined) throw new Error(line.error);
    const text = [line.id, line.status, line.progress].filter((part) => part !== undefined && part !== '');
    onLine?.(text.join(' '));
  }
}
