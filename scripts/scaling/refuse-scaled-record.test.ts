import { expect, test } from 'vitest';
import { ecsEndpoint } from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { refuseScaledRecord } from './refuse-scaled-record.ts';

async function refusedAt(timeScale: number): Promise<unknown> {
  const endpoint = await ecsEndpoint(timeScale);
  try {
    return await refuseScaledRecord(Number(new URL(endpoint.url).port)).catch((error: unknown) => error);
  } finally {
    await endpoint.close();
  }
}

test('what is recorded at a time scale is not replayed', async () => {
  expect(await refusedAt(10)).toMatchObject({
    code: 'BAD_ARGUMENT',
    message:
      '--from local cannot replay what is recorded at time scale 10: simulations run at time scale 1, as AWS does',
    hint: expect.stringMatching(/without a time scale: .*local:up$/),
  });
});

test('what is recorded at time scale 1 is replayed, as is what a stopped environment has recorded', async () => {
  expect(await refusedAt(1)).toBeUndefined();
  expect(await refuseScaledRecord(9)).toBeUndefined();
});
