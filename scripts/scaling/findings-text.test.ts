import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Finding } from '../../local/scaling/check/finding.ts';
import { findingsText } from './findings-text.ts';

const finding: Finding = {
  rule: 'fargate-quota',
  ...{ logicalId: 'Cluster', message: 'Too much.', mend: 'Ask for more.', numbers: {} },
};
const plain = (findings: readonly Finding[]) => stripVTControlCharacters(findingsText(findings));

test('open findings come first with what would mend them, then those that are acknowledged with their reasons', () => {
  expect(
    plain([
      { ...finding, acknowledged: 'It was asked for.' },
      { ...finding, logicalId: 'Other' },
    ]),
  ).toBe(
    [
      '✖ fargate-quota: Other',
      '    Too much.',
      '    Ask for more.',
      '✔ fargate-quota: Cluster',
      '    Too much.',
      '    Acknowledged: It was asked for.',
      '1 finding, 1 acknowledged.',
    ].join('\n'),
  );
});

test('nothing is said in two words', () => {
  expect(plain([])).toBe('Nothing found.');
  expect(plain([finding, finding])).toMatch(/\n2 findings\.$/);
});
