import { proofOf } from '../../nodes/Pelcro/execution/records/bulk/proof';

const record = {
	id: 1,
	name: 'One',
	updated_at: 10,
	plan: { id: 2, tags: ['a', 'b'] },
	none: null,
};

describe('whether a record of the list may stand for the single answer', () => {
	it('may when it has all of it, and more', () => {
		expect(proofOf(record, structuredClone(record))).toBe('same');
		expect(proofOf(record, { ...record, more: 1 })).toBe('same');
	});

	it.each([
		['an attribute is missing', { id: 1, name: 'One', updated_at: 10, plan: record.plan }],
		['a value has another form', { ...record, id: '1' }],
		['a related record is an ID', { ...record, plan: 2 }],
		['a related record lacks an attribute', { ...record, plan: { id: 2 } }],
		['a list is shorter', { ...record, plan: { id: 2, tags: ['a'] } }],
		['a list is an object', { ...record, plan: { id: 2, tags: { 0: 'a', 1: 'b' } } }],
		['null is left out', { ...record, none: undefined }],
	])('may not when %s', (_why, listed) => {
		expect(proofOf(record, listed)).toBe('less');
	});

	it('proves nothing when somebody changed the record in between', () => {
		expect(proofOf({ ...record, name: 'Two', updated_at: 11 }, record)).toBe('changed');
	});
});
