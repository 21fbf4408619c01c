import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { detailFields, newsletterId, requiredFields } from './fields';

/** Pelcro requires email and source on every update. Reference: newsletters, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a newsletter subscriber',
		description:
			'Change fields of a newsletter subscriber. Pelcro needs the email and the source each time, and may empty consent fields that are left out.',
		routing: { request: { method: 'PUT', url: '=/newsletters/{{$parameter.newsletterId}}' } },
	},
	output: 'record',
	fields: [newsletterId, ...requiredFields, updateFields(detailFields)],
};
