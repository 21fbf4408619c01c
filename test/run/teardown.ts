/** Jest loads setup and teardown apart from each other; what one leaves to the other goes by the global object. */
const KEPT = Symbol.for('n8n-nodes-pelcro.teardown');

type Stop = () => Promise<void>;

export function keepForTeardown(stop: Stop): void {
	Reflect.set(globalThis, KEPT, stop);
}

/** After all test files of a run of jest. */
export default async function tearDown(): Promise<void> {
	const stop = Reflect.get(globalThis, KEPT) as Stop | undefined;
	await stop?.();
}
