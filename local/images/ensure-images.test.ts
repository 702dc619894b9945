import { expect, test } from 'vitest';
import { createProgress } from '../../progress/progress.ts';
import { connectEngine } from '../docker/dockerode-engine.ts';
import { ensureImages } from './ensure-images.ts';
import { openImageWorkshop } from './image-workshop.ts';

test('images are obtained in a workshop that is open already: its base image and what it knows are shared', async () => {
  const asked: string[] = [];
  const engine = { ...connectEngine(), inspectImage: async () => undefined };
  const environment = { NODE_IMAGE: 'registry/node:1', REDIS_IMAGE: 'registry/redis:1' };
  const workshop = {
    ...openImageWorkshop(engine, { checkout: '/checkout', environment }),
    pull: async (image: string) => {
      asked.push(image);
      return { pulled: true } as const;
    },
  };
  const progress = createProgress(() => undefined);
  await ensureImages(connectEngine(), ['node', 'redis'], { checkout: '/elsewhere', progress, workshop });
  expect(asked.sort()).toEqual(['registry/node:1', 'registry/redis:1']);
});
