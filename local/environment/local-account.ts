/** The account of everything local, which is LocalStack's default. */
export const localAccountId = '000000000000';
