import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, newsletterId, requiredFields, updateNeeds } from './fields';

/** Pelcro requires email and source on every update. Reference: newsletters, update; amendment 3. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a newsletter subscriber',
		description:
			'Change fields of a newsletter subscriber. Pelcro needs the email and the source each time; the proof of consent, lists and names stay as they are.',
		routing: { request: { method: 'PUT', url: '=/newsletters/{{$parameter.newsletterId}}' } },
	},
	output: 'record',
	updateNeeds,
	fields: [newsletterId, ...requiredFields, updateFields(detailFields)],
};
