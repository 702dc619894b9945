import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Nobody has to be told what to do next. */
const withoutHint = [
  /^new Failure\(\s*'NOT_CONFIRMED'/,
  /^new Failure\(outputClosed/,
  /^new Failure\(\s*'INTERRUPTED'/,
];

test('each failure of an operation or a script says what to do next', () => {
  const files = globSync('{operations,scripts}/**/*.ts', {
    exclude: (name) => /(^|\/)testing$|\.test\.ts$/.test(name),
  });
  const failures = files.flatMap((file) =>
    callsIn(readFileSync(file, 'utf8')).map((call) => ({ file, call })),
  );
  expect(failures.length).toBeGreaterThan(50);
  const unhinted = failures.filter(
    ({ call }) => !call.includes('hint') && !withoutHint.some((each) => each.test(call)),
  );
  expect(unhinted).toEqual([]);
});

/** Each `new Failure(...)` to the bracket that ends it. */
function callsIn(text: string): readonly string[] {
  return [...text.matchAll(/new Failure\(/g)].map(({ index, 0: { length } }) => {
    let [end, depth] = [index + length, 1];
    for (; depth > 0 && end < text.length; end += 1) {
      if ('([{'.includes(text[end] ?? '')) depth += 1;
      if (')]}'.includes(text[end] ?? '')) depth -= 1;
    }
    return text.slice(index, end);
  });
}
