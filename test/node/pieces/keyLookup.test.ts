import { serialize } from 'node:v8';

import { KeyLookup } from '../../../nodes/Pelcro/execution/records/keys/keyLookup';
import { scriptedSession, withTime } from '../../transport/scriptedSession';

it('keeps only key and ID of a long list', async () => {
	const records = 3_000;
	const answerSize = 3_000;
	const session = scriptedSession((index) => ({
		status: 200,
		body: {
			data: Array.from({ length: 100 }, (_value, row) => ({
				id: index * 100 + row,
				email: `reader${index * 100 + row}@example.com`,
				notes: 'x'.repeat(answerSize),
			})),
			meta: { last_page: records / 100 },
		},
	}));
	const lookup = new KeyLookup(session);
	const key = { property: 'email', value: 'Reader7@example.com', caseSensitive: false };
	const index = await withTime(session.clock, lookup.index({ path: '/customers' }, key));
	expect(index.get(key.value)).toEqual({ id: '7', stored: 'reader7@example.com' });
	expect(serialize(index).length).toBeLessThan((records * answerSize) / 10);
});
