const PREFIX = 'demo-';

/** The id of a demo account. Their password is public: without the demo nobody signs in with one, and with it none is changed. */
export const demoAccountId = (login: string): string => `${PREFIX}${login}`;

export const isDemoAccount = (accountId: string): boolean => accountId.startsWith(PREFIX);
