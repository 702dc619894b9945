import { expect, test } from 'vitest';
import { sizeToTry } from './size-to-try.ts';

const own = { vcpu: 0.5, memoryMiB: 1024 };
const tried = (vcpu: number, usedMemoryMiB: number, holdsP95 = true) => ({ vcpu, usedMemoryMiB, holdsP95 });

test('the size of the definition is the first one, with its own memory', () => {
  expect(sizeToTry(own, undefined, [])).toEqual({ size: own, tooSmall: [] });
});

test('a smaller size gets the memory that the task was seen to use', () => {
  expect(sizeToTry(own, undefined, [tried(0.5, 300)])).toEqual({
    ...{ size: { vcpu: 0.25, memoryMiB: 512 }, tooSmall: [] },
  });
});

test('a size without enough memory for the task is told, and is no reason to leave out the others', () => {
  expect(sizeToTry({ vcpu: 0.5, memoryMiB: 4096 }, undefined, [tried(0.5, 2000)])).toEqual({
    tooSmall: [0.25],
  });
  expect(sizeToTry(own, [0.5, 0.25, 1], [tried(0.5, 2000)])).toEqual({
    ...{ size: { vcpu: 1, memoryMiB: 3072 }, tooSmall: [0.25] },
  });
});

test('sizes that were asked for are tried in their order, each once, whether they hold or not', () => {
  const asked = [1, 0.5];
  expect(sizeToTry(own, asked, [])).toMatchObject({ size: { vcpu: 1, memoryMiB: 2048 } });
  expect(sizeToTry(own, asked, [tried(1, 300, false)])).toMatchObject({ size: own });
  expect(sizeToTry(own, asked, [tried(1, 300), tried(0.5, 300)])).toEqual({ tooSmall: [] });
});

test('a size that is tried before anything is known gets at least the memory of the definition', () => {
  expect(sizeToTry(own, [0.25], [])).toMatchObject({ size: { vcpu: 0.25, memoryMiB: 1024 } });
  expect(sizeToTry({ vcpu: 2, memoryMiB: 8192 }, [0.25], [])).toEqual({ tooSmall: [0.25] });
});
