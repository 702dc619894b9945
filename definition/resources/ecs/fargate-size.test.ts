import { describe, expect, it } from 'vitest';
import { isFargateSize } from './fargate-size.ts';

describe('the sizes of Fargate', () => {
  it.each([
    [256, 512],
    [256, 2048],
    [512, 1024],
    [1024, 2048],
    [4096, 30_720],
    [8192, 20_480],
    [16_384, 122_880],
  ])('have %i CPU units with %i MiB', (cpu, memory) => {
    expect(isFargateSize(cpu, memory)).toBe(true);
  });

  it.each([
    [256, 4096],
    [512, 512],
    [512, 1536],
    [1024, 9216],
    [8192, 17_408],
    [300, 512],
  ])('have not %i CPU units with %i MiB', (cpu, memory) => {
    expect(isFargateSize(cpu, memory)).toBe(false);
  });
});
