import type { PelcroResource } from '../../shared/types';
import { cancel } from './cancel';
import { getAll } from './getAll';

/** Reference: 'Refunds'. */
export const refund: PelcroResource = {
	name: 'Refund',
	value: 'refund',
	description:
		'Money that a customer gets back. Pelcro’s API makes none: make it on the charge’s page in the Pelcro admin.',
	notice:
		'Pelcro’s API cannot make refunds. To give money back, open the charge in your Pelcro admin and refund it there; it then appears here.',
	operations: [cancel, getAll],
};
