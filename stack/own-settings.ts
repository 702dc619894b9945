import type { Environment, EnvironmentName, Ownership } from './environments/environment.ts';
import { SettingError } from './setting-error.ts';

/** What each setting is that only the owner of an environment can say, with an example. */
const wanted: Readonly<Record<keyof Ownership, string>> = {
  account: "the AWS account that it is deployed to, such as '111122223333'",
  adminEmail: "the e-mail address of the store's first administrator, such as 'owner@example.com'",
  alarmEmails: "who gets the alarms, such as ['operations@example.com']",
  mail:
    'the server that takes its mail, such as ' +
    "{ from: 'shop@example.com', host: 'email-smtp.ap-southeast-1.amazonaws.com', port: 587, secretName: 'spree-production/smtp' }",
};

/**
 * What the file of an environment says of its owner.
 * @throws SettingError naming the file, with all that is missing in it or cannot be right
 */
export function readOwnership(name: EnvironmentName, environment: Environment): Ownership {
  const file = settingsFile(name);
  const { account, adminEmail, alarmEmails, mail } = environment;
  if (account === undefined || adminEmail === undefined || alarmEmails === undefined || mail === undefined) {
    const missing = Object.entries(wanted).filter(([key]) => isMissing(environment, key));
    throw new SettingError(
      [`Set in ${file}:`, ...missing.map(([key, what]) => `- ${key}: ${what}`)].join('\n'),
    );
  }
  const ownership = { account, adminEmail, alarmEmails, mail };
  const faults = [...faultsOf(ownership)];
  if (faults.length > 0) throw new SettingError(faults.map((fault) => `${file}: ${fault}`).join('\n'));
  return ownership;
}

/** The file that holds the settings of an environment, relative to the checkout. */
export function settingsFile(name: EnvironmentName): string {
  return `stack/environments/${name}.ts`;
}

/**
 * Stands in for what is missing, so that a definition can be read before anybody owns it. It is not meant to be deployed:
 * without `-c draft=true` the same settings are refused, and with it those of a store that is in service.
 */
export function draftOwnership(name: EnvironmentName, environment: Environment): Omit<Ownership, 'account'> {
  return {
    adminEmail: environment.adminEmail ?? 'admin@example.com',
    alarmEmails: environment.alarmEmails ?? ['alarms@example.com'],
    mail: environment.mail ?? {
      from: 'shop@example.com',
      host: `email-smtp.${environment.region}.amazonaws.com`,
      port: 587,
      secretName: `spree-${name}/smtp`,
    },
  };
}

function isMissing(environment: Environment, key: string): boolean {
  return Object.entries(environment).some(([name, value]) => name === key && value === undefined);
}

function* faultsOf({ account, adminEmail, alarmEmails, mail }: Ownership): Generator<string> {
  if (!/^\d{12}$/.test(account)) yield `account is '${account}', and not 12 digits`;
  if (!isEmail(adminEmail)) yield `adminEmail is '${adminEmail}', and not an e-mail address`;
  if (alarmEmails.length === 0) yield 'alarmEmails is empty: nobody would get an alarm';
  for (const email of alarmEmails) {
    if (!isEmail(email)) yield `alarmEmails has '${email}', which is not an e-mail address`;
  }
  if (!isEmail(mail.from)) yield `mail.from is '${mail.from}', and not an e-mail address`;
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(mail.host)) {
    yield `mail.host is '${mail.host}', and not the name of a host`;
  }
  if (!Number.isInteger(mail.port) || mail.port < 1 || mail.port > 65_535) {
    yield `mail.port is ${mail.port}, and not a port`;
  }
  if (mail.port === 25) yield 'mail.port is 25: AWS blocks mail to port 25, so give another one, such as 587';
  if (mail.port === 465 || mail.port === 2465) {
    yield `mail.port is ${mail.port}, which begins with TLS: give one where TLS begins with STARTTLS, such as 587`;
  }
  if (/-[A-Za-z0-9]{6}$/.test(mail.secretName)) {
    yield `mail.secretName is '${mail.secretName}', which ends with a hyphen and six characters, as the ARN of another secret could`;
  }
  if (!/^[\w/+=.@-]{1,512}$/.test(mail.secretName)) {
    yield `mail.secretName is '${mail.secretName}', and not the name of a secret`;
  }
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}
