import type { FAMILY_TOKEN_HEADER as Header } from '@gocua/api/contract/requests';

/** The header of the family's secret. Its value stands here too, because the contract's file would bring the schema library along. */
export const FAMILY_TOKEN_HEADER: typeof Header = 'x-request-token';
