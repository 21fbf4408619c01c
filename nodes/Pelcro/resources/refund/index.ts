import type { PelcroResource } from '../../shared/types';
import { cancel } from './cancel';
import { getAll } from './getAll';

/** Reference: 'Refunds'. */
export const refund: PelcroResource = {
	name: 'Refund',
	value: 'refund',
	description:
		'Money that a customer gets back. Pelcro’s API makes none: make it on the charge’s page in the Pelcro admin.',
	operations: [cancel, getAll],
};
