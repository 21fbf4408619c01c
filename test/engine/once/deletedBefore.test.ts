import { jsonOf } from '../host/pelcroSandbox';
import { stopEngine } from '../host/workflowRun';
import { WAYS } from './onceKey';
import { oncePelcro, orders } from './oncePelcro';

afterAll(async () => await stopEngine());

/** What was deleted is made again, but once: also where Pelcro's lists have the deleted one still. */
describe.each(['subscription', 'invoice', 'charge', 'customer'])(
	'a %s that was deleted',
	(resource) => {
		it.each(WAYS)('is made again, once: %j', async (ways) => {
			const once = await oncePelcro(ways);
			const run = async () => await once.create(resource, { items: orders(2) });
			await run();
			Object.assign(once.made[0] ?? {}, { deleted_at: 1_790_000_000 });
			const again = await run();
			expect(again.error?.message).toBeUndefined();
			const ids = jsonOf(again.items).map(({ id }) => id);
			expect(ids).toEqual([once.made[2]?.id, once.made[1]?.id]);
			const last = await run();
			await once.close();
			expect(jsonOf(last.items).map(({ id }) => id)).toEqual(ids);
			expect(once.made).toHaveLength(3);
		});
	},
);
