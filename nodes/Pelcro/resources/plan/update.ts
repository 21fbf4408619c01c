import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	detailFields,
	offerFields,
	priceFields,
	termFields,
	oldProviderId,
	planId,
} from './fields';

/** With an image the request goes as a form to the POST twin. Reference: plans, update and update-legacy. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a plan',
		description: 'Change fields of a plan; the others stay as they are',
		routing: { request: { method: 'PUT', url: '=/plans/{{$parameter.planId}}' } },
	},
	output: 'record',
	currencyFrom: { field: 'planId', path: '/plans/{id}' },
	fields: [
		planId,
		updateFields([...priceFields, ...termFields, ...offerFields, ...detailFields, oldProviderId]),
	],
};
