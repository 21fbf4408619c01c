import { inFormWords } from '../../../nodes/Pelcro/execution/run/told/formLabels';
import type { PelcroOperation, PelcroProperty } from '../../../nodes/Pelcro/shared/types';
import { PelcroRequestError } from '../../../nodes/transport/failures/requestError';

const fields: PelcroProperty[] = [
	{
		displayName: 'Payment Method',
		name: 'sourceId',
		type: 'string',
		default: '',
		routing: { send: { type: 'body', property: 'source_id' } },
	},
];

describe('a refusal in the form’s words', () => {
	it('looks the form’s words up once for all refusals of an operation', () => {
		let looks = 0;
		const operation: PelcroOperation = {
			option: {
				name: 'Create',
				value: 'create',
				action: 'Create a thing',
				description: 'Create a thing',
				routing: { request: { method: 'POST', url: '/things' } },
			},
			output: 'record',
			get fields() {
				looks += 1;
				return fields;
			},
		};
		const said = 'source_id: The source id field is required.';
		const refusal = new PelcroRequestError(said, said, 422, false, { source_id: ['Required.'] });
		for (let tries = 0; tries < 3; tries += 1) {
			expect(inFormWords(refusal, operation)).toMatchObject({
				message: 'Payment Method: The Payment Method field is required.',
				description: 'Payment Method: The Payment Method field is required.',
			});
		}
		expect(looks).toBe(1);
	});
});
