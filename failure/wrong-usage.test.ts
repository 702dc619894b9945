import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What a failure is called whose cause is a name or a value that somebody gave. */
const ofGivenValue = /^(BAD_\w+|NO_SUCH_\w+|\w+_UNKNOWN|\w+_AMBIGUOUS)$/;

/** Those whose cause is something else, and why. */
const others: Readonly<Record<string, string>> = {
  BAD_ACCEPTED_FINDINGS: 'a file of the checkout, which is read while a release is under way',
  BAD_ACKNOWLEDGEMENT: 'a reason in the definition',
  DRIFT_UNKNOWN: 'CloudFormation did not say',
  ENGINE_NO_SUCH_IMAGE: 'the definition names it, and it is gone',
  K6_OUTPUT_UNKNOWN: 'k6 wrote it',
  NO_SUCH_IMAGE: 'an image that was built or pushed before and is gone',
  NO_SUCH_SERVER: 'the definition does without it, which may change',
  NO_SUCH_STACK: 'the name follows from the environment',
  TREE_UNKNOWN: 'Git did not say',
};

test('a failure about a name or a value that was given ends with exit code 2', () => {
  const files = globSync('{scripts,operations,local/capacity,local/lifecycle,loadtest,cost}/**/*.ts').filter(
    (file) => !/\.test\.ts$|\/testing\//.test(file),
  );
  const wrong = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/new Failure\(\s*'(\w+)',(.{0,400})/gs)].flatMap(([, code = '', rest = '']) => {
      const own = rest.split(/new Failure\(|\n}/)[0] ?? '';
      const isHeld = !ofGivenValue.test(code) || code in others || own.includes('exitCode: 2');
      return isHeld ? [] : [`${file}: ${code}`];
    });
  });
  expect(files.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});
