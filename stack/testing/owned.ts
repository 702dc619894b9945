import type { Environment } from '../environments/environment.ts';

/** What an owner has to set in the file of an environment. */
export const owned = {
  account: '111122223333',
  adminEmail: 'owner@example.com',
  alarmEmails: ['operations@example.com'],
  mail: { from: 'shop@example.com', host: 'smtp.example.com', port: 587, secretName: 'shop/smtp' },
} as const satisfies Partial<Environment>;
