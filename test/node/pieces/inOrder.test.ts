import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';

import {
	beginExpressions,
	readItemInSteps,
} from '../../../nodes/Pelcro/execution/run/items/fieldsInSteps';
import { inOrder } from '../../../nodes/Pelcro/execution/run/order/inOrder';
import { KeyedQueue } from '../../../nodes/Pelcro/execution/run/order/keyedQueue';
import type { PelcroOperation, PelcroProperty } from '../../../nodes/Pelcro/shared/types';
import { LONGEST_STRETCH_MS } from '../../../nodes/transport/limits';
import { Stretch } from '../../../nodes/transport/stretch';
import { BusyClock } from '../../transport/busyClock';
import { FakeClock } from '../../transport/fakeClock';
import { withTime } from '../../transport/scriptedSession';

/** Fields with a name each, as an operation has them. */
function operationWith(fields: Array<Partial<PelcroProperty>>): PelcroOperation {
	// The cast: nothing else of an operation is read here.
	return { fields } as unknown as PelcroOperation;
}

describe('reading an item’s fields', () => {
	const operation = operationWith([
		{ name: 'one' },
		{ name: 'wrong' },
		{ name: 'hidden', displayOptions: { show: { one: ['something else'] } } },
		{ name: 'two' },
	]);

	it('lets others have the event loop between fields whose expressions take long', async () => {
		const clock = new BusyClock();
		const log: string[] = [];
		const getNodeParameter = (name: string): unknown => {
			if (name === 'options') return {};
			log.push(`${name} after ${clock.turns}`);
			clock.work(LONGEST_STRETCH_MS + 1);
			if (name === 'wrong') throw new Error('no such node');
			return `value of ${name}`;
		};
		// The cast: nothing else of n8n is asked here.
		const context = { getNodeParameter } as unknown as IExecuteFunctions;
		const item = await readItemInSteps({ context, operation }, 0, new Stretch({ clock }));
		expect(log).toEqual(['one after 0', 'wrong after 1', 'two after 2']);
		expect(item.read('two')).toBe('value of two');
		expect(log).toHaveLength(3);
		expect(() => item.read('wrong')).toThrow('no such node');
	});

	it('lets n8n get ready for expressions in a step of its own', async () => {
		const clock = new BusyClock();
		const turnsBefore: number[] = [];
		const evaluateExpression = (): never => {
			turnsBefore.push(clock.turns);
			throw new Error('no expressions here');
		};
		await beginExpressions({ evaluateExpression }, clock);
		expect(turnsBefore).toEqual([1]);
		expect(clock.turns).toBe(2);
	});
});

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
			const clock = new BusyClock();
			const task = async (): Promise<void> => {
				if (when === 'before') clock.work(5);
				await Promise.resolve();
				if (when === 'after') clock.work(5);
			};
			await inOrder(100, task, { inFlight: 4, clock });
			expect(clock.turns).toBeGreaterThanOrEqual(500 / (LONGEST_STRETCH_MS + 4 * 5));
			// All pause at the same time: one after the other they would be one long stretch.
			expect(clock.turns).toBeLessThanOrEqual(500 / LONGEST_STRETCH_MS);
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
