import type { PelcroResource } from '../../shared/types';
import { check } from './check';

/** What a new user runs first, and what goes into a report about a wrong guess. */
export const account: PelcroResource = {
	name: 'Account',
	value: 'account',
	description: 'What the credential’s key can see',
	operations: [check],
};
