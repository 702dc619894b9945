import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInput } from './parse-input.ts';

const schema = z.object({
  name: z.string(),
  count: z.int().min(1).optional(),
  list: z.array(z.object({ value: z.string() })).default([]),
});

describe('an input', () => {
  it('may have members that are not known, and nulls for what is absent', () => {
    expect(parseInput(schema, { name: 'a', count: null, other: {}, list: [null, { value: 'b' }] })).toEqual({
      name: 'a',
      list: [{ value: 'b' }],
    });
  });

  it.each([
    [{}, 'InvalidParameterException', 'name cannot be empty.'],
    [{ name: 1 }, 'SerializationException', 'Wrong type of name'],
    [{ name: 'a', count: 0 }, 'InvalidParameterException', 'Invalid value for count'],
    [{ name: 'a', count: '1' }, 'SerializationException', 'Wrong type of count'],
    [{ name: 'a', list: [{}] }, 'InvalidParameterException', 'list.0.value cannot be empty.'],
    [{ name: 'a', list: 'b' }, 'SerializationException', 'Wrong type of list'],
    ['text', 'SerializationException', 'Wrong type of the input'],
  ])('%j is refused as %s', (input, code, message) => {
    expect(() => parseInput(schema, input)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
