import type { PelcroResource } from '../../shared/types';
import { getAll } from './getAll';

/** Reference: 'Organizations'. They can only be listed; a customer's Organization puts them in one. */
export const organization: PelcroResource = {
	name: 'Organization',
	value: 'organization',
	description: 'A company or institution that customers belong to',
	operations: [getAll],
};
