import { describe, expect, it } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import type { Engine } from '../docker/engine.ts';
import { registryPulls } from './registry-pulls.ts';

type PullImage = Engine['pullImage'];

function refusal(statusCode: number): Failure {
  return new Failure('ENGINE_PULL_FAILED', `refused with ${statusCode}`, { cause: { statusCode } });
}

function engineOf(pullImage: PullImage): { readonly asked: string[]; readonly pullImage: PullImage } {
  const asked: string[] = [];
  return {
    asked,
    pullImage: (name, onLine, signal) => {
      asked.push(name);
      return pullImage(name, onLine, signal);
    },
  };
}

const options = { note: () => undefined };

describe('registryPulls', () => {
  it('asks a registry that cannot be reached only once', async () => {
    const engine = engineOf(() => Promise.reject(refusal(500)));
    const pull = registryPulls(engine);
    const outcomes = await Promise.all(
      ['postgres:16', 'redis:7', 'nginx:1'].map((image) => pull(image, options)),
    );
    expect(engine.asked).toEqual(['postgres:16']);
    expect(outcomes).toEqual(
      Array(3).fill({ pulled: false, why: 'refused with 500', registryAnswers: false }),
    );
  });

  it('goes on with a registry that merely lacks an image', async () => {
    const engine = engineOf((name) => (name === 'lost:1' ? Promise.reject(refusal(404)) : Promise.resolve()));
    const pull = registryPulls(engine);
    expect([await pull('lost:1', options), await pull('redis:7', options)]).toEqual([
      { pulled: false, why: 'refused with 404', registryAnswers: true },
      { pulled: true },
    ]);
  });

  it('asks each registry for itself', async () => {
    const engine = engineOf(() => Promise.reject(refusal(500)));
    const pull = registryPulls(engine);
    await pull('one.example/minio:1', options);
    await pull('two.example/minio:1', options);
    expect(engine.asked).toEqual(['one.example/minio:1', 'two.example/minio:1']);
  });

  it('lets the others begin at the first sign of life, not at the end of a pull', async () => {
    const end = Promise.withResolvers<void>();
    const engine = engineOf((name, onLine) => {
      onLine?.('Pulling');
      return name === 'big:1' ? end.promise : Promise.resolve();
    });
    const pull = registryPulls(engine);
    const big = pull('big:1', options);
    expect(await pull('small:1', options)).toEqual({ pulled: true });
    end.resolve();
    expect(await big).toEqual({ pulled: true });
  });

  it('gives up on a registry that is silent', async () => {
    const engine = engineOf(
      (_name, _onLine, signal) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    expect(await registryPulls(engine, 1)('postgres:16', options)).toEqual({
      pulled: false,
      why: 'docker.io does not respond',
      registryAnswers: false,
    });
  });
});
