import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Finding } from '../../local/scaling/check/finding.ts';
import { findingsText } from './findings-text.ts';

const finding: Finding = {
  rule: 'fargate-quota',
  ...{ logicalId: 'Cluster', message: 'Too much.', mend: 'Ask for more.', numbers: {} },
};
const plain = (findings: readonly Finding[]) => stripVTControlCharacters(findingsText(findings));

test('open findings come first, with a remedy, then acknowledged ones with their reasons', () => {
  expect(
    plain([
      { ...finding, acknowledged: 'It has been requested.' },
      { ...finding, logicalId: 'Other' },
    ]),
  ).toBe(
    [
      '✖ fargate-quota: Other',
      '    Too much.',
      '    Ask for more.',
      '✔ fargate-quota: Cluster',
      '    Too much.',
      '    Acknowledged: It has been requested.',
      '1 open finding, 1 acknowledged.',
    ].join('\n'),
  );
});

test('the last line counts the findings', () => {
  expect(plain([])).toBe('No findings.');
  expect(plain([finding, finding])).toMatch(/\n2 open findings\.$/);
});
