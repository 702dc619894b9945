import { text } from '../../properties/scalars.ts';

/** The policy that ELB takes where CloudFormation names none. */
export const defaultSslPolicy = 'ELBSecurityPolicy-2016-08';

/**
 * A security policy by its name; those that ELB has follow a few patterns.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const sslPolicy = text.refine(
  (name) =>
    /^ELBSecurityPolicy-(2015-05|2016-08|TLS-1-[012]-(Ext-)?20(15|17|18)-\d\d|FS-.+-20(18|19|20)-\d\d|FS-2018-06|TLS13-1-[0123]-.*20\d\d-\d\d)$/.test(
      name,
    ),
  'ELB has no such security policy',
);
