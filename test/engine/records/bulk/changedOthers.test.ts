import { jsonOf, record } from '../../host/pelcroSandbox';
import { listPage, scriptedPelcro, type ScriptedPelcro } from '../../host/scriptedPelcro';
import { stopEngine } from '../../host/workflowRun';

/**
 * A customer has one default address of a type: making one the default ends the other. So an item that comes later is not
 * compared with what its address was before the run.
 */

interface Address {
	id: number;
	user_id: number;
	is_default: number;
}

let pelcro: ScriptedPelcro;
let addresses: Address[];

beforeEach(async () => {
	// Customer 1 has the addresses 1 to 3, customer 2 those from 4 to 6, and so on; the second of each is the default.
	addresses = Array.from({ length: 30 }, (_entry, index) => ({
		id: index + 1,
		user_id: Math.floor(index / 3) + 1,
		type: 'shipping',
		line1: `${index + 1} Quay`,
		country: 'FR',
		city: 'Brest',
		old_provider_id: `A-${index + 1}`,
		is_default: Number(index % 3 === 1),
	}));
	pelcro = await scriptedPelcro((request) => {
		const { method, path, query, body } = request;
		const id = Number(path.split('/')[2]);
		const own = addresses.find((one) => one.id === id);
		if (method === 'PUT' && own !== undefined) write(own, body.is_default === true);
		if (own !== undefined) return { body: { data: own } };
		const wanted = query['filter[old_provider_id]']?.replace('eq:', '').split(',');
		const found = addresses.filter((one) => wanted?.includes(`A-${one.id}`) !== false);
		return listPage(found as never, request);
	});
});
afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

function write(own: Address, isDefault: boolean): void {
	for (const other of addresses) if (other.user_id === own.user_id) other.is_default = 0;
	own.is_default = Number(isDefault);
}

const OPERATIONS: Array<[string, object]> = [
	[
		'update',
		{
			addressId: { ...record(''), value: '={{ $json.id }}' },
			updateFields: { isDefault: true, city: 'Brest' },
		},
	],
	[
		'upsert',
		{
			addressMatchBy: 'oldProviderId',
			oldProviderId: '={{ "A-" + $json.id }}',
			addressType: 'shipping',
			line1: '={{ $json.id }} Quay',
			country: 'FR',
			additionalFields: { isDefault: true, city: 'Brest' },
		},
	],
];

describe.each(OPERATIONS)('address %s that skips what is unchanged', (operation, parameters) => {
	const run = async (ids: readonly number[], bulkReading: string) =>
		await pelcro.run(
			'address',
			operation,
			{ ...parameters, options: { skipUnchanged: true, bulkReading } },
			{ items: ids.map((id) => ({ id })) },
		);
	const written = () =>
		pelcro.received.flatMap(({ method, path }) => (method === 'PUT' ? [path] : []));

	it.each(['automatic', 'off'])(
		'makes the last of a customer the default, with Bulk Reading %s',
		async (bulkReading) => {
			const others = [5, 8, 11, 14, 17, 20, 23, 26, 29];
			const { error, items } = await run([1, 2, 3, 2, ...others], bulkReading);
			expect(error?.message).toBeUndefined();
			expect(addresses.filter((one) => one.is_default === 1).map(({ id }) => id)).toEqual([
				2,
				...others,
			]);
			expect(jsonOf(items).map((json) => json.is_default)).toEqual(Array(13).fill(true));
			expect(written()).toEqual([1, 2, 3, 2].map((id) => `/addresses/${id}`));
		},
	);

	it('reads nothing again of other customers', async () => {
		const { error } = await run([1, 5, 8, 11, 14, 17, 20, 23, 26, 29], 'automatic');
		expect(error?.message).toBeUndefined();
		expect(written()).toEqual(['/addresses/1']);
		// The list, one record that proves it, and the update.
		expect(pelcro.received.map(({ path }) => path)).toHaveLength(3);
	});
});
