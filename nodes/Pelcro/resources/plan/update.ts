import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, priceFields, termFields, oldProviderId, planId } from './fields';

/** With an image the request goes to the POST twin, as web forms have to. Reference: plans, update and update-legacy. */
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
	formTwin: true,
	fields: [planId, updateFields([...priceFields, ...termFields, ...detailFields, oldProviderId])],
};
