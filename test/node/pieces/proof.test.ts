import { ListProof, proofOf } from '../../../nodes/Pelcro/execution/records/bulk/proof';

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
		['a related record has more', { ...record, plan: { ...record.plan, more: 1 } }],
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

describe('what single answers have shown of a list', () => {
	const bare = { id: 2, name: 'Two', updated_at: 10, plan: null, none: null };

	it('is nothing at first, and nothing any more once it was less', () => {
		const proof = new ListProof('');
		expect(proof.covers(record)).toBe(false);
		proof.note(record, record);
		expect(proof.covers(record)).toBe(true);
		proof.note(record, bare);
		expect(proof.covers(record)).toBe(false);
	});

	it('does not cover a related record that has not been shown, nor an attribute', () => {
		const proof = new ListProof('');
		proof.note(bare, bare);
		expect(proof.covers({ ...bare, name: 'Three', none: 'filled' })).toBe(true);
		expect(proof.covers(record)).toBe(false);
		expect(proof.covers({ ...bare, more: 1 })).toBe(false);
		proof.note(record, record);
		expect(proof.covers({ ...bare, plan: { id: 3 } })).toBe(true);
	});

	it('does not cover the ID of a record that was asked for whole', () => {
		const proof = new ListProof('nextPlan.product');
		proof.note({ ...bare, next_plan: null }, { ...bare, next_plan: null });
		expect(proof.covers({ ...bare, next_plan: null })).toBe(true);
		expect(proof.covers({ ...bare, next_plan: 3 })).toBe(false);
	});

	it('leaves out what only the list has', () => {
		const proof = new ListProof('');
		proof.note(bare, { ...bare, more: 1 });
		expect(proof.covers({ ...bare, more: 2 })).toBe(true);
		expect(proof.asSingle({ ...bare, more: 2 })).toEqual(bare);
	});
});
