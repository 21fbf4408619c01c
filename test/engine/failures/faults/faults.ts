import {
	createCustomers,
	createSubscriptions,
	createSubscriptionsByOnceKey,
	faultyAccount,
	readCustomers,
	REFUSALS,
	updateCustomers,
	type Verdict,
} from './faultMatrix';
import { useSandbox } from '../../host/pelcroSandbox';

/** The least share of requests that has to have met a fault for the test to say anything. */
const LEAST_FAULTS = 0.05;

/** At most this share of calls may be given up after all tries. */
const GIVEN_UP = 0.002;

/**
 * Plays the matrix: a half of the writes by a unique key, a quarter without one, a quarter repeatable.
 *
 * @param calls how many writes, and how many reads
 */
export function playFaults(calls: number): void {
	useSandbox();

	const expectSound = (verdict: Verdict, items: number): void => {
		expect(verdict).toMatchObject({ items, failed: 0, lost: 0, doubled: 0 });
		expect(verdict.done + verdict.unknown).toBe(items);
		expect(verdict.faults).toBeGreaterThan(LEAST_FAULTS * items);
	};

	it(`${calls / 2} creations by a unique key: each is done exactly once, and known to be`, async () => {
		const account = await faultyAccount(0);
		const verdict = await createCustomers(account, calls / 2);
		expectSound(verdict, calls / 2);
		expect(verdict.unknown).toBeLessThanOrEqual(GIVEN_UP * calls);
	});

	it(`${calls / 4} creations without a key: each is done once, or reported as unknown with its item`, async () => {
		const account = await faultyAccount(calls / 4);
		const verdict = await createSubscriptions(account, calls / 4);
		expectSound(verdict, calls / 4);
		expect(verdict.unknown).toBeGreaterThan(0);
	});

	it(`${calls / 4} creations with a Once Key, refused ${REFUSALS} times and tried again: each is done exactly once`, async () => {
		const account = await faultyAccount(calls / 4);
		const verdict = await createSubscriptionsByOnceKey(account, calls / 4);
		expectSound(verdict, calls / 4);
		expect(verdict).toMatchObject({ unknown: 0, refused: REFUSALS });
	});

	it(`${calls / 4} updates: each ends well`, async () => {
		const account = await faultyAccount(calls / 4);
		const verdict = await updateCustomers(account, calls / 4);
		expectSound(verdict, calls / 4);
		expect(verdict.unknown).toBeLessThanOrEqual(GIVEN_UP * calls);
	});

	it(`${calls} reads: each ends well`, async () => {
		const account = await faultyAccount(calls);
		const verdict = await readCustomers(account, calls);
		expectSound(verdict, calls);
		expect(verdict.unknown).toBe(0);
	});
}
