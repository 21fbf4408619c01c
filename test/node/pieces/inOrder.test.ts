import fc from 'fast-check';

import { inOrder } from '../../../nodes/Pelcro/execution/run/order/inOrder';
import { KeyedQueue } from '../../../nodes/Pelcro/execution/run/order/keyedQueue';
import { FakeClock } from '../../transport/fakeClock';
import { withTime } from '../../transport/scriptedSession';

describe('running items', () => {
	it('keeps their order, whatever each takes, and never more than a few at once', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 }),
				fc.integer({ min: 1, max: 6 }),
				async (durations, inFlight) => {
					const clock = new FakeClock();
					let underWay = 0;
					let most = 0;
					const task = async (index: number): Promise<number> => {
						underWay += 1;
						most = Math.max(most, underWay);
						await clock.sleep(durations[index] ?? 0);
						underWay -= 1;
						return index;
					};
					const run = inOrder(durations.length, task, { inFlight, clock });
					const results = await withTime(clock, run);
					expect(results).toEqual(durations.map((_duration, index) => index));
					expect(most).toBeLessThanOrEqual(inFlight);
				},
			),
			{ numRuns: 50 },
		);
	});

	it('starts nothing after a failure, and throws the first item’s', async () => {
		const clock = new FakeClock();
		const started: number[] = [];
		const task = async (index: number): Promise<void> => {
			started.push(index);
			await clock.sleep(index === 1 ? 20 : 10);
			if (index >= 1) throw new Error(`item ${index}`);
		};
		const run = inOrder(100, task, { inFlight: 4, clock });
		await expect(withTime(clock, run)).rejects.toThrow('item 1');
		expect(started.length).toBeLessThanOrEqual(5);
	});

	it.each(['before', 'after'])(
		'lets others have the event loop, even when items that work %s an answer need no waiting',
		async (when) => {
			let time = 0;
			let turns = 0;
			const clock = {
				now: () => time,
				wallTime: () => time,
				sleep: async () => {
					turns += 1;
					await Promise.resolve();
				},
			};
			const task = async (): Promise<void> => {
				if (when === 'before') time += 5;
				await Promise.resolve();
				if (when === 'after') time += 5;
			};
			await inOrder(100, task, { inFlight: 4, clock });
			expect(turns).toBeGreaterThanOrEqual(20);
			// All pause at the same time: one after the other they would be one long stretch.
			expect(turns).toBeLessThanOrEqual(40);
		},
	);
});

it('changes of the same record go one after the other, others do not wait', async () => {
	const clock = new FakeClock();
	const queue = new KeyedQueue();
	const log: string[] = [];
	const call = async (key: string, name: string): Promise<void> => {
		await queue.run([key], async () => {
			log.push(`${name} starts`);
			await clock.sleep(10);
			log.push(`${name} ends`);
			if (name === 'A1') throw new Error('A1 failed');
		});
	};
	const failed = call('A', 'A1').catch(() => log.push('A1 failed'));
	const rest = [call('A', 'A2'), call('B', 'B1')];
	await clock.run();
	await Promise.all([failed, ...rest]);
	expect(log.indexOf('A1 ends')).toBeLessThan(log.indexOf('A2 starts'));
	expect(log.indexOf('B1 starts')).toBeLessThan(log.indexOf('A1 ends'));
	expect(log).toContain('A2 ends');
});
