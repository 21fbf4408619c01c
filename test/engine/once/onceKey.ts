import { jsonOf } from '../host/pelcroSandbox';
import { ALL, CREATIONS, keys, oncePelcro, orders, type OncePelcro, type Ways } from './oncePelcro';
import { stopEngine } from '../host/workflowRun';

let once: OncePelcro;

export const WAYS: Ways[] = [
	ALL,
	{ ...ALL, filter: 'ignored', expands: false },
	{ ...ALL, filter: 'refused', expands: false },
	{ ...ALL, filter: 'empty', expands: false },
];

/**
 * Plays creations with a Once Key on Pelcros that can do more, or less, with metadata.
 *
 * @param eachLoss whether answers are lost of each resource on each Pelcro, which takes time; else each has its turn once
 */
export function playOnceKeys(eachLoss: boolean): void {
	afterEach(async () => await once.close());
	afterAll(async () => await stopEngine());

	describe.each(Object.keys(CREATIONS))('Once Key: %s', (resource) => {
		it.each(WAYS)(
			'a second run makes nothing twice, and hands out what is there: %j',
			async (ways) => {
				once = await oncePelcro(ways);
				const first = await once.create(resource, { items: orders(4) });
				expect(first.error?.message).toBeUndefined();
				expect(keys(jsonOf(first.items))).toEqual(['O-0', 'O-1', 'O-2', 'O-3']);
				// The run after one that was ended in the middle has more to do.
				const second = await once.create(resource, { items: orders(6) });
				expect(second.error?.message).toBeUndefined();
				expect(
					jsonOf(second.items)
						.slice(0, 4)
						.map(({ id }) => id),
				).toEqual(jsonOf(first.items).map(({ id }) => id));
				expect(keys(once.made).sort()).toEqual(['O-0', 'O-1', 'O-2', 'O-3', 'O-4', 'O-5']);
			},
		);

		it('two items with one key make one record', async () => {
			once = await oncePelcro();
			const items = ['A', 'A', 'B', 'A'].map((order) => ({ customer: 1, order }));
			const { items: out } = await once.create(resource, { items });
			expect(keys(jsonOf(out))).toEqual(['A', 'A', 'B', 'A']);
			expect(once.made).toHaveLength(2);
		});

		const lossy = WAYS.filter(
			(_way, index) => eachLoss || index === Object.keys(CREATIONS).indexOf(resource),
		);

		it.each(lossy)('a lost answer is settled, carried out or not: %j', async (ways) => {
			once = await oncePelcro(ways, (post) =>
				post === 1 ? 'lost after' : post === 2 ? 'lost' : undefined,
			);
			const { items, error } = await once.create(resource, { items: orders(3) });
			expect(error?.message).toBeUndefined();
			expect(keys(jsonOf(items))).toEqual(['O-0', 'O-1', 'O-2']);
			expect(keys(once.made).sort()).toEqual(['O-0', 'O-1', 'O-2']);
		});

		it('an empty key is refused before anything is sent', async () => {
			once = await oncePelcro();
			const { error } = await once.create(resource, { items: [{ customer: 1 }] });
			expect(error?.message).toMatch(/'Once Key' is empty/);
			expect(once.received).toEqual([]);
		});
	});

	it('an invoice whose creation does not store the key gets it by an update', async () => {
		once = await oncePelcro({ ...ALL, stores: false });
		const { hints } = await once.create('invoice', { items: orders(2) });
		expect(keys(once.made)).toEqual(['O-0', 'O-1']);
		expect(hints.join()).not.toMatch(/Once Key/);
	});

	it('a charge whose creation does not store the key is told', async () => {
		once = await oncePelcro({ ...ALL, stores: false });
		const { items, hints } = await once.create('charge', {
			items: orders(3),
			onError: 'continueRegularOutput',
		});
		// The first shows it, so that what would come after is not made without a key.
		expect(once.made).toHaveLength(1);
		const [first, ...others] = jsonOf(items);
		expect(first).toMatchObject({ id: 100 });
		for (const { error } of others) {
			expect(error).toMatchObject({
				message: expect.stringMatching(/does not store the Once Key/),
			});
		}
		expect(hints.join()).toMatch(/has not stored the Once Key of 1 record/);
	});

	it('a refusal is a refusal', async () => {
		once = await oncePelcro(ALL, () => ({ status: 400, body: { message: 'Not this one' } }));
		const { error } = await once.create('charge', { items: orders(1) });
		expect(error?.message).toMatch(/Not this one/);
	});
}
